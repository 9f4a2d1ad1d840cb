-- One row per submission in force and line that asks for evidence: the figure, the document that proves it, what is lacking.
with cells as (
    select
        c.submission_id,
        c.row_key,
        max(case when c.col_key = 'evidence_number' then c.raw_text end) as evidence_number,
        max(case when c.col_key = 'evidence_date' then c.raw_text end) as evidence_date,
        max(case when c.col_key = 'evidence_name' then c.raw_text end) as evidence_name,
        max(case when c.col_key = 'evidence_sha256' then lower(trim(c.raw_text)) end) as evidence_sha256
    from {{ ref('stg_cells') }} as c
    where c.outcome = 'context' and c.reason_code = 'evidence'
    group by c.submission_id, c.row_key
),

figures as (
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
        when coalesce(c.evidence_number, c.evidence_date, c.evidence_name, c.evidence_sha256) is null then 'missing'
        -- a hash is 64 signs, none of them other than 0-9 and a-f
        when
            c.evidence_number is not null and c.evidence_date is not null and c.evidence_name is not null
            and length(c.evidence_sha256) = 64 and length(translate(c.evidence_sha256, '0123456789abcdef', '')) = 0
            then 'complete'
        else 'incomplete'
    end as evidence_state
from figures as f
left join cells as c on c.submission_id = f.submission_id and c.row_key = f.row_key
