-- One row per duty (reporter, form, period): what came of it, and the last submission in force.
-- A withdrawn duty is missing again: it can be met by a later file.
with standing as (
    select *
    from {{ ref('int_submissions') }}
    where known_to_seq is null and mode <> 'withdrawal'
    qualify row_number() over (
            partition by reporter_code, form_code, period_code
            order by receipt_seq desc, submission_id desc
        ) = 1
)

select
    o.reporter_code,
    o.form_code,
    o.form_version,
    o.period_code,
    o.due_date,
    case
        when s.submission_id is not null then 'read'
        when u.receipt_seq is not null then 'unreadable'
        else 'missing'
    end as outcome,
    s.submission_id,
    coalesce(s.receipt_seq, u.receipt_seq) as receipt_seq
from {{ ref('stg_obligations') }} as o
left join standing as s
    on s.reporter_code = o.reporter_code
    and s.form_code = o.form_code
    and s.period_code = o.period_code
left join {{ ref('int_unread_duties') }} as u
    on u.reporter_code = o.reporter_code
    and u.form_code = o.form_code
    and u.period_code = o.period_code
