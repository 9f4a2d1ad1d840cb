-- One row per submission in force and line that asks for evidence: the figure, the document that proves it, what is lacking.
with figures as (
    select
        s.submission_id,
        s.reporter_code,
        s.form_code,
        s.form_version,
        s.period_code,
        l.row_key,
        l.indicator_code,
        l.breakdown_code,
        max(o.area_id) as area_id,
        max(o.value) as value
    from {{ ref('submission_status') }} as s
    inner join {{ ref('stg_form_rows') }} as l
        on l.form_code = s.form_code
        and l.form_version = s.form_version
        and l.needs_evidence
    inner join {{ ref('stg_observations') }} as o
        on o.submission_id = s.submission_id
        and o.row_key = l.row_key
        and o.measure_code in ('in_period', 'level')
    where s.is_in_force
    group by
        s.submission_id, s.reporter_code, s.form_code, s.form_version, s.period_code, l.row_key, l.indicator_code,
        l.breakdown_code
)

select
    f.*,
    c.evidence_number,
    c.evidence_date,
    c.evidence_name,
    c.evidence_sha256,
    case
        when coalesce(f.value, 0) = 0 then 'not_due'
        when coalesce(c.evidence_number, c.evidence_date, c.evidence_name, c.file_name) is null then 'missing'
        when
            c.evidence_number is not null and c.evidence_date is not null and c.evidence_name is not null
            and c.evidence_sha256 is not null
            then 'complete'
        else 'incomplete'
    end as evidence_state
from figures as f
left join {{ ref('int_evidence') }} as c on c.submission_id = f.submission_id and c.row_key = f.row_key
