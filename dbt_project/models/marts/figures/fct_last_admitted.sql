-- One row per slice that is held, missing, not due or questioned, with its last admitted value where there is one: an
-- earlier version of the same period first, else the latest earlier period of the same kind, each with its release.
-- A published value that a rule asks about at present is not admitted.
with wanted as (
    select
        s.slice_id, {{ slice_columns('s') }}, s.state, s.is_questioned,
        p.kind, p.calendar, p.start_date
    from {{ ref('fct_slice') }} as s
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    where s.state in ('held', 'missing', 'not_due') or s.is_questioned
),

questioned as (
    select {{ slice_columns('f') }}, f.value
    from {{ ref('fct_admitted_figure') }} as f
    inner join wanted as w on w.slice_id = f.slice_id and w.is_questioned
),

found as (
    select
        w.slice_id,
        g.value,
        g.obs_status,
        g.period_code,
        g.release_id
    from wanted as w
    inner join {{ ref('int_published_values') }} as g on {{ same_series('g', 'w') }} and g.value is not null
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = g.period_code
        and p.kind = w.kind
        and p.calendar = w.calendar
        and p.start_date <= w.start_date
    left join questioned as q on {{ same_slice('q', 'g') }} and q.value = g.value
    where q.value is null
    qualify row_number() over (
            partition by w.slice_id
            order by p.start_date desc, g.release_seq desc
        ) = 1
)

select
    w.slice_id,
    {{ slice_columns('w') }},
    w.state,
    w.is_questioned,
    f.value,
    f.obs_status,
    f.period_code as shown_period_code,
    f.release_id as shown_release_id
from wanted as w
left join found as f on f.slice_id = w.slice_id
