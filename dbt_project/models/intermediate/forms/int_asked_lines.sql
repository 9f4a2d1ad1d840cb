-- One row per line, due measure and version of the row forms that this province asks for, now or from a later day on.
-- A form is asked for where a rule of duties names it for this province or for all; which periods are due is another
-- question: a yearly form is asked for before its first year has ended.
with asked as (
    select distinct r.form_code
    from {{ ref('stg_obligation_rules') }} as r
    inner join {{ ref('stg_builds') }} as b on r.province_code is null or r.province_code = b.province_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
    where r.form_code is not null and {{ not_ended_on('r', 'p.start_date') }}
)

select
    f.form_code,
    f.form_version,
    f.reporter_kind,
    f.office_code,
    f.frequency,
    f.calendar,
    f.valid_from,
    l.row_key,
    l.label_vi,
    l.label_en,
    l.indicator_code,
    l.breakdown_code,
    m.measure_code,
    coalesce(k.source_code, f.source_code) as source_code,
    coalesce(l.needs_evidence, false) as needs_evidence
from {{ ref('stg_forms') }} as f
inner join asked as a on a.form_code = f.form_code
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_periods') }} as occasion on occasion.period_code = b.occasion_period
inner join {{ ref('stg_form_blocks') }} as k on k.form_code = f.form_code and k.form_version = f.form_version
inner join {{ ref('stg_form_rows') }} as l
    on l.form_code = k.form_code
    and l.form_version = k.form_version
    and l.block_no = k.block_no
inner join {{ ref('stg_measures') }} as m
    on '|' || l.due_measures || '|' like '%|' || m.measure_code || '|%'
where l.row_kind = 'fixed' and {{ not_ended_on('f', 'occasion.start_date') }}
