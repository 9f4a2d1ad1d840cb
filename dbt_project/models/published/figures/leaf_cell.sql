-- One row per cell that a figure, a violation or a rejected entry stands on, with the file it came in.
with used as (
    select submission_id, sheet, address from {{ ref('lineage') }}
    union
    select submission_id, sheet, address from {{ ref('violation_cell') }}
)

select
    c.submission_id,
    c.sheet,
    c.address,
    c.raw_text,
    c.outcome,
    c.reason_code,
    c.evidence_vi,
    c.evidence_en,
    c.row_key,
    c.col_key,
    o.value,
    o.obs_status,
    s.form_code,
    s.form_version,
    s.reporter_code,
    s.period_code,
    s.receipt_id,
    s.sha256,
    s.original_name
from used as u
inner join {{ ref('stg_cells') }} as c
    on c.submission_id = u.submission_id and c.sheet = u.sheet and c.address = u.address
inner join {{ ref('submission_status') }} as s on s.submission_id = u.submission_id
left join {{ ref('stg_observations') }} as o
    on o.submission_id = u.submission_id and o.sheet = u.sheet and o.address = u.address
