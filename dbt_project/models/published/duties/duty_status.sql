-- One row per duty (what is owed, reporter, period) that has begun or was sent for: its state by the build's day.
select
    d.duty_code,
    d.duty_name_vi,
    d.duty_name_en,
    d.reporter_code,
    r.name_vi as reporter_name_vi,
    r.name_en as reporter_name_en,
    d.period_code,
    d.form_code,
    case when b.as_of_date > d.last_date then d.state_overdue else d.state_in_time end as state,
    d.timeliness,
    d.n_working_days_late,
    d.cutoff_date,
    d.due_date,
    d.is_inclusive,
    d.last_date,
    d.first_received_date,
    d.figure_status,
    d.revision_date,
    d.n_revisions,
    d.is_nil,
    d.is_early_unmarked,
    d.submission_id,
    d.n_cells_due,
    d.n_reported,
    d.n_corrected,
    d.n_none_occurred,
    d.n_unknown,
    d.n_blank,
    d.n_unanswered,
    d.receiver_vi,
    d.is_provisional,
    o.document_file,
    o.line,
    o.legal_basis
from {{ ref('duty_version') }} as d
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_duties') }} as o on {{ same_duty('o', 'd') }} and o.known_to_seq is null
inner join {{ ref('stg_reporters') }} as r on r.reporter_code = d.reporter_code
where d.known_to_seq is null and (d.start_date <= b.as_of_date or d.n_files > 0)
