-- One row per form and period with a duty: files due, read, unreadable and missing, and the state of the slices due.
with duties as (
    select
        form_code,
        period_code,
        count(*) as n_due,
        count(*) filter (where outcome = 'read') as n_read,
        count(*) filter (where outcome = 'unreadable') as n_unreadable,
        count(*) filter (where outcome = 'missing') as n_missing
    from {{ ref('fct_duty') }}
    group by form_code, period_code
),

slices as (
    select
        form_code,
        period_code,
        count(*) as n_slices_due,
        count(*) filter (where state = 'current') as n_slices_current,
        count(*) filter (where state = 'held') as n_slices_held,
        count(*) filter (where state = 'missing') as n_slices_missing
    from {{ ref('fct_slice') }}
    where form_code is not null and state <> 'not_applicable'
    group by form_code, period_code
)

select
    d.form_code,
    d.period_code,
    d.n_due,
    d.n_read,
    d.n_unreadable,
    d.n_missing,
    coalesce(s.n_slices_due, 0) as n_slices_due,
    coalesce(s.n_slices_current, 0) as n_slices_current,
    coalesce(s.n_slices_held, 0) as n_slices_held,
    coalesce(s.n_slices_missing, 0) as n_slices_missing
from duties as d
left join slices as s on s.form_code = d.form_code and s.period_code = d.period_code
