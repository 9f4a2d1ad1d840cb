-- One row per form and period with a duty: files due, read, unreadable and missing, and the state of the slices due.
with duties as (
    select
        o.form_code,
        o.period_code,
        count(*) as n_due,
        count(s.submission_id) as n_read,
        count(u.receipt_seq) as n_unreadable
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
    group by o.form_code, o.period_code
),

slices as (
    select
        e.form_code,
        e.period_code,
        count(*) as n_slices_due,
        sum(case when st.state = 'current' then 1 else 0 end) as n_slices_current,
        sum(case when st.state = 'held' then 1 else 0 end) as n_slices_held,
        sum(case when st.state = 'missing' then 1 else 0 end) as n_slices_missing
    from {{ ref('int_expected_slices') }} as e
    inner join {{ ref('slice_state') }} as st on {{ same_slice('st', 'e') }}
    where e.is_applicable
    group by e.form_code, e.period_code
)

select
    d.form_code,
    d.period_code,
    d.n_due,
    d.n_read,
    d.n_unreadable,
    d.n_due - d.n_read - d.n_unreadable as n_missing,
    cast(coalesce(s.n_slices_due, 0) as bigint) as n_slices_due,
    cast(coalesce(s.n_slices_current, 0) as bigint) as n_slices_current,
    cast(coalesce(s.n_slices_held, 0) as bigint) as n_slices_held,
    cast(coalesce(s.n_slices_missing, 0) as bigint) as n_slices_missing
from duties as d
left join slices as s on s.form_code = d.form_code and s.period_code = d.period_code
