-- One row per form version, line and due measure of the row forms in force by the last day of the occasion period.
select
    c.form_code,
    c.form_version,
    c.indicator_code,
    c.breakdown_code,
    c.measure_code,
    c.source_code
from {{ ref('int_form_cells') }} as c
cross join {{ ref('stg_builds') }} as build
inner join {{ ref('stg_periods') }} as occasion on occasion.period_code = build.occasion_period
where c.valid_from <= occasion.end_date
