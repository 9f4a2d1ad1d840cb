-- One row per submission and line with evidence: what was written of the document, and the hash of its file where it came.
-- The file is the latest received of that name, with or without its ending, from the reporter or from no stated sender.
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
        s.reporter_code,
        length(c.file_name) = 64 and length(translate(c.file_name, '0123456789abcdef', '')) = 0 as is_hash
    from cells as c
    inner join {{ ref('stg_submissions') }} as s on s.submission_id = c.submission_id
),

files as (
    select
        r.receipt_seq,
        r.sha256,
        r.sender_code,
        lower(regexp_replace(r.original_name, '^.*/', '')) as file_name
    from {{ ref('stg_receipts') }} as r
),

matched as (
    select
        n.submission_id,
        n.row_key,
        f.sha256
    from named as n
    inner join files as f
        on (f.file_name = n.file_name or regexp_replace(f.file_name, '[.][a-z0-9]+$', '') = n.file_name)
        and (f.sender_code is null or f.sender_code = n.reporter_code)
    qualify row_number() over (
            partition by n.submission_id, n.row_key
            order by case when f.sender_code is null then 1 else 0 end, f.receipt_seq desc
        ) = 1
)

select
    n.submission_id,
    n.row_key,
    n.evidence_number,
    n.evidence_date,
    n.evidence_name,
    n.file_name,
    case when n.is_hash then n.file_name else m.sha256 end as evidence_sha256
from named as n
left join matched as m on m.submission_id = n.submission_id and m.row_key = n.row_key
