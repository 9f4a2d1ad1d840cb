-- One row per duty (reporter, form, period): what came of it, and the submission in force.
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
left join {{ ref('int_submissions') }} as s
    on s.reporter_code = o.reporter_code
    and s.form_code = o.form_code
    and s.period_code = o.period_code
    and s.known_to_seq is null
left join {{ ref('int_unread_duties') }} as u
    on u.reporter_code = o.reporter_code
    and u.form_code = o.form_code
    and u.period_code = o.period_code
