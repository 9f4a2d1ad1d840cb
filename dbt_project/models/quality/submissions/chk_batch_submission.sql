-- One row per submission of a known form and period that is in force: no later full report or withdrawal of its duty was
-- read. Whatever came of it: what could not be read stands until something readable comes (publication/candidate/in_force.py
-- states the same rule).
with last_full as (
    select s.reporter_code, s.form_code, s.period_code, max(s.receipt_seq) as receipt_seq
    from {{ ref('stg_submissions') }} as s
    where s.outcome = 'read' and s.mode <> 'partial'
    group by s.reporter_code, s.form_code, s.period_code
)

select
    s.submission_id,
    row_number() over (order by s.submission_id) as submission_no, -- a short key: cells are grouped by it
    s.receipt_seq,
    s.form_code,
    s.form_version,
    s.reporter_code,
    s.period_code,
    s.outcome,
    s.mode,
    s.n_observation + s.n_absence_filled + s.n_absence_blank + s.n_reject as n_cells,
    s.n_absence_filled as n_absent,
    s.n_absence_blank as n_blank,
    s.n_reject
from {{ ref('stg_submissions') }} as s
left join last_full as f
    on f.reporter_code = s.reporter_code
    and f.form_code = s.form_code
    and f.period_code = s.period_code
where s.form_code is not null
    and s.period_code is not null
    and s.receipt_seq >= coalesce(f.receipt_seq, 0)
