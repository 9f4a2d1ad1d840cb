-- One row per submission of every receipt: what came, how it was read, whether it is in force.
select
    s.submission_id,
    s.receipt_id,
    s.receipt_seq,
    r.received_at,
    r.sha256,
    r.original_name,
    r.sender_code,
    r.same_as,
    s.form_code,
    s.form_version,
    s.reporter_code,
    s.period_code,
    s.mode,
    i.supersedes,
    s.reader_name,
    s.outcome,
    s.reason_code,
    s.message_vi,
    s.message_en,
    s.n_nonempty,
    s.n_second,
    s.n_observation,
    s.n_absence_filled,
    s.n_absence_blank,
    s.n_reject,
    s.n_context,
    i.submission_id is not null and i.known_to_seq is null as is_in_force
from {{ ref('stg_submissions') }} as s
inner join {{ ref('stg_receipts') }} as r on r.receipt_id = s.receipt_id
left join {{ ref('int_submissions') }} as i on i.submission_id = s.submission_id
