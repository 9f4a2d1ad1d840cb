-- One row per duty and line of any version of its form: due where the version in force has the line, else not applicable.
with lines as (
    select distinct form_code, indicator_code, breakdown_code, measure_code, source_code
    from {{ ref('int_form_lines') }}
)

select
    o.reporter_code,
    o.form_code,
    o.form_version,
    o.due_date,
    coalesce(o.last_date, o.cutoff_date) as last_date,
    r.area_id,
    l.indicator_code,
    l.breakdown_code,
    l.measure_code,
    l.source_code,
    o.period_code,
    v.form_version is not null as is_applicable
from {{ ref('stg_obligations') }} as o
inner join {{ ref('stg_reporters') }} as r on r.reporter_code = o.reporter_code
inner join lines as l on l.form_code = o.form_code
left join {{ ref('int_form_lines') }} as v
    on v.form_code = o.form_code
    and v.form_version = o.form_version
    and v.indicator_code = l.indicator_code
    and v.breakdown_code = l.breakdown_code
    and v.measure_code = l.measure_code
    and v.source_code = l.source_code
