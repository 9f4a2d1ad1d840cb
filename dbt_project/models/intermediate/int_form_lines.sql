-- One row per form version, line and due measure of the row forms in force by the occasion period.
select
    f.form_code,
    f.form_version,
    l.indicator_code,
    coalesce(l.breakdown_code, '_T') as breakdown_code,
    m.measure_code,
    coalesce(b.source_code, f.source_code) as source_code
from {{ ref('stg_forms') }} as f
cross join {{ ref('stg_builds') }} as build
inner join {{ ref('stg_periods') }} as occasion on occasion.period_code = build.occasion_period
inner join {{ ref('stg_form_blocks') }} as b on b.form_code = f.form_code and b.form_version = f.form_version
inner join {{ ref('stg_form_rows') }} as l
    on l.form_code = b.form_code
    and l.form_version = b.form_version
    and l.block_no = b.block_no
inner join {{ ref('stg_measures') }} as m
    on '|' || l.due_measures || '|' like '%|' || m.measure_code || '|%'
where l.row_kind = 'fixed'
    and l.indicator_code is not null
    and f.valid_from <= occasion.start_date
