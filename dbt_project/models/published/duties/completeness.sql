-- One row per duty and period: reports due, what came of them by the build's day, and the cells that they ask for.
select
    d.duty_code,
    d.form_code,
    d.period_code,
    count(*) as n_due,
    count(*) filter (where d.state = 'read') as n_read,
    count(*) filter (where d.state = 'unreadable') as n_unreadable,
    count(*) filter (where d.state = 'waiting') as n_waiting,
    count(*) filter (where d.state = 'withdrawn') as n_withdrawn,
    count(*) filter (where d.state = 'missing') as n_missing,
    count(*) filter (where d.state = 'not_due') as n_not_due,
    count(*) filter (where d.timeliness in ('on_time', 'early')) as n_in_time,
    count(*) filter (where d.timeliness = 'early') as n_early,
    count(*) filter (where d.timeliness = 'late') as n_late,
    count(*) filter (where d.n_revisions > 0) as n_revised,
    count(*) filter (where d.is_nil) as n_nil,
    count(*) filter (where d.figure_status = 'uoc') as n_estimates,
    count(*) filter (where d.is_early_unmarked) as n_early_unmarked,
    cast(sum(d.n_cells_due) as bigint) as n_cells_due,
    cast(sum(d.n_reported) as bigint) as n_cells_reported,
    cast(sum(d.n_none_occurred + d.n_unknown) as bigint) as n_cells_absent,
    cast(sum(d.n_blank) as bigint) as n_cells_blank,
    cast(sum(d.n_unanswered) as bigint) as n_cells_unanswered
from {{ ref('duty_status') }} as d
group by d.duty_code, d.form_code, d.period_code
