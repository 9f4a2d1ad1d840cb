-- One row per slice whose figure is official: its source is, its status is final, its document is named.
-- A publisher's file is itself the document, and has no status. A line that asks for a document needs its number, date and
-- name; another line of such a file needs those of all lines that ask. Simulated and corrected figures are nobody's official
-- ones.
with figures as (
    select o.slice_id, o.submission_id, o.sheet, o.address
    from {{ ref('int_observations') }} as o
    inner join {{ ref('stg_sources') }} as c on c.source_code = o.source_code and c.is_official
    where o.value is not null
        and o.decision_seq is null
        and coalesce(o.figure_status, 'chinh_thuc') = 'chinh_thuc'
),

files as (
    select s.submission_id, s.form_code, s.form_version
    from {{ ref('stg_submissions') }} as s
    inner join {{ ref('stg_receipts') }} as r on r.receipt_id = s.receipt_id and not r.is_simulated
),

lines as (
    select
        f.slice_id,
        f.submission_id,
        case
            when not coalesce(l.needs_evidence, false) then null
            when e.evidence_number is not null and e.evidence_date is not null and e.evidence_name is not null then 1
            else 0
        end as is_named
    from figures as f
    inner join files as s on s.submission_id = f.submission_id
    inner join {{ ref('stg_observations') }} as o
        on o.submission_id = f.submission_id and o.sheet = f.sheet and o.address = f.address
    left join {{ ref('stg_form_rows') }} as l
        on l.form_code = s.form_code and l.form_version = s.form_version and l.row_key = o.row_key
    left join {{ ref('int_evidence') }} as e on e.submission_id = f.submission_id and e.row_key = o.row_key
),

judged as (
    select slice_id, is_named, min(is_named) over (partition by submission_id) as are_all_named
    from lines
)

select slice_id
from judged
group by slice_id
having min(coalesce(is_named, are_all_named, 1)) = 1
