-- One row per duty and submission that came for it. A report without a form is met by any file received for it, read or
-- not; a form by one that could be read and is no withdrawal. The same bytes came when they first came, though they may
-- count only since a person accepted how they are read.
with owed as (
    select distinct {{ duty_columns('d') }}, d.form_code
    from {{ ref('stg_duties') }} as d
)

select
    {{ duty_columns('o') }},
    s.submission_id,
    s.receipt_seq,
    min({{ local_date('r.received_at') }}) over (partition by {{ duty_columns('o') }}, r.sha256) as received_date,
    f.figure_status,
    coalesce(f.is_early_unmarked, false) as is_early_unmarked,
    s.mode = 'withdrawal' and (s.outcome = 'read' or o.form_code is null) as is_withdrawal,
    s.mode <> 'withdrawal' and (s.outcome = 'read' or o.form_code is null) as is_valid,
    s.outcome = 'waiting' and o.form_code is not null as is_waiting
from owed as o
inner join {{ ref('stg_submissions') }} as s
    on s.reporter_code = o.reporter_code
    and s.period_code = o.period_code
    and s.form_code = coalesce(o.form_code, o.duty_code)
inner join {{ ref('stg_receipts') }} as r on r.receipt_id = s.receipt_id
left join {{ ref('int_file_status') }} as f on f.submission_id = s.submission_id
