-- One row per slice that is due, computed or held: its state, and which published value is shown in its place.
-- A held or missing slice shows the last good value: an earlier version of the same period first, else the latest
-- earlier period of the same kind, each with its release.
with dated as (
    select
        s.*,
        p.kind,
        p.calendar,
        p.start_date
    from {{ ref('fct_slice') }} as s
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
),

last_good as (
    select
        s.slice_id,
        g.value,
        g.obs_status,
        g.period_code,
        g.release_id
    from dated as s
    inner join {{ ref('int_published_values') }} as g on {{ same_series('g', 's') }} and g.value is not null
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = g.period_code
        and p.kind = s.kind
        and p.calendar = s.calendar
        and p.start_date <= s.start_date
    where s.state in ('held', 'missing', 'not_due')
    qualify row_number() over (
            partition by s.slice_id
            order by p.start_date desc, g.release_seq desc
        ) = 1
)

select
    s.slice_id,
    {{ slice_columns('s') }},
    s.state,
    s.reason_code,
    s.detail,
    s.is_questioned,
    s.is_explained,
    g.release_id as shown_release_id,
    g.period_code as shown_period_code,
    g.value as shown_value,
    g.obs_status as shown_obs_status
from dated as s
left join last_good as g on g.slice_id = s.slice_id
