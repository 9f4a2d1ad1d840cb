-- One row per submission and line with evidence: what was written of the document, and the hash of its file where it came.
-- Which file it is was found by the full names of received files (submissions/intake/review/evidence_files.py).
-- Forms of earlier versions ask for the hash itself: 64 signs, none of them other than 0-9 and a-f.
with cells as (
    select
        c.submission_id,
        c.row_key,
        max(case when c.col_key = 'evidence_number' then c.raw_text end) as evidence_number,
        max(case when c.col_key = 'evidence_date' then c.raw_text end) as evidence_date,
        max(case when c.col_key = 'evidence_name' then c.raw_text end) as evidence_name,
        max(case when c.col_key in ('evidence_file', 'evidence_sha256') then lower(trim(c.raw_text)) end) as file_name
    from {{ ref('stg_cells') }} as c
    where c.outcome = 'context' and c.reason_code = 'evidence'
    group by c.submission_id, c.row_key
),

named as (
    select
        c.*,
        length(c.file_name) = 64 and length(translate(c.file_name, '0123456789abcdef', '')) = 0 as is_hash
    from cells as c
)

select
    n.submission_id,
    n.row_key,
    n.evidence_number,
    n.evidence_date,
    n.evidence_name,
    n.file_name,
    case when n.is_hash then n.file_name else r.sha256 end as evidence_sha256
from named as n
left join {{ ref('stg_evidence_files') }} as f on f.submission_id = n.submission_id and f.row_key = n.row_key
left join {{ ref('stg_receipts') }} as r on r.receipt_id = f.receipt_id
