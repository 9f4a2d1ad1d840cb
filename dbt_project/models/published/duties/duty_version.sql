-- One row per duty and known_from_seq: what had come of it, until known_to_seq. The first valid file settles lateness;
-- later ones are revisions. state_in_time holds while the day asked about is not after last_date, state_overdue after it.
with cells as (
    select
        {{ duty_columns('s') }},
        s.known_from_seq,
        {{ least_final_of('s.figure_status') }} as figure_status,
        sum(s.n_cells_due) as n_cells_due,
        sum(s.n_reported) as n_reported,
        sum(s.n_corrected) as n_corrected,
        sum(s.n_none_occurred) as n_none_occurred,
        sum(s.n_unknown) as n_unknown,
        sum(s.n_blank) as n_blank,
        sum(s.n_unanswered) as n_unanswered
    from {{ ref('sheet_version') }} as s
    group by {{ duty_columns('s') }}, s.known_from_seq
)

select
    {{ duty_columns('v') }},
    d.name_vi as duty_name_vi,
    d.name_en as duty_name_en,
    d.duty_kind,
    d.receiver_vi,
    d.form_code,
    d.form_version,
    d.start_date,
    d.cutoff_date,
    d.due_date,
    d.is_inclusive,
    d.last_date,
    d.revision_date,
    d.is_provisional,
    v.known_from_seq,
    v.known_to_seq,
    v.outcome,
    case when v.outcome = 'open' then 'not_due' else v.outcome end as state_in_time,
    case when v.outcome = 'open' then 'missing' else v.outcome end as state_overdue,
    first.received_date as first_received_date,
    case
        when first.received_date is null then null
        when d.last_date is null then 'no_deadline'
        when first.received_date > d.last_date then 'late'
        when first.received_date < d.cutoff_date and d.last_date >= d.cutoff_date then 'early'
        else 'on_time'
    end as timeliness,
    case
        when first.received_date > d.last_date then received.n_working - settled.n_working
        when first.received_date <= d.last_date then 0
    end as n_working_days_late,
    case when v.outcome = 'read' then last.submission_id end as submission_id,
    v.last_valid_seq,
    v.n_files,
    case when v.n_valid > 1 then v.n_valid - 1 else 0 end as n_revisions,
    case when v.outcome = 'read' then coalesce(c.figure_status, last.figure_status) end as figure_status,
    -- a duty that falls due before the cut-off asks for an estimate, and its state does not repeat that it got one
    v.outcome = 'read'
    and last.is_early_unmarked
    and coalesce(d.last_date >= d.cutoff_date, true) as is_early_unmarked,
    v.outcome = 'read'
    and coalesce(c.n_reported + c.n_unknown + c.n_blank + c.n_unanswered = 0 and c.n_none_occurred > 0, false) as is_nil,
    cast(coalesce(c.n_cells_due, 0) as bigint) as n_cells_due,
    cast(coalesce(c.n_reported, 0) as bigint) as n_reported,
    cast(coalesce(c.n_corrected, 0) as bigint) as n_corrected,
    cast(coalesce(c.n_none_occurred, 0) as bigint) as n_none_occurred,
    cast(coalesce(c.n_unknown, 0) as bigint) as n_unknown,
    cast(coalesce(c.n_blank, 0) as bigint) as n_blank,
    cast(coalesce(c.n_unanswered, 0) as bigint) as n_unanswered
from {{ ref('int_duty_versions') }} as v
inner join {{ ref('stg_duties') }} as d on {{ same_duty('d', 'v') }} and d.known_from_seq = v.duty_from_seq
left join {{ ref('int_duty_files') }} as first on {{ same_duty('first', 'v') }} and first.receipt_seq = v.first_valid_seq
left join {{ ref('int_duty_files') }} as last on {{ same_duty('last', 'v') }} and last.receipt_seq = v.last_valid_seq
left join {{ ref('stg_days') }} as received on received.day = first.received_date
left join {{ ref('stg_days') }} as settled on settled.day = d.last_date
left join cells as c on {{ same_duty('c', 'v') }} and c.known_from_seq = v.known_from_seq
