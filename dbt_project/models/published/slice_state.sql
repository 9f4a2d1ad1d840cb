-- One row per slice that is due, computed or held: its state, and which published value is shown in its place.
-- A held or missing slice shows the last good value: an earlier version of the same period first, else the latest
-- earlier period of the same kind, each with its release.
with held as (
    select e.slice_id, min(h.reason_code) as reason_code, min(h.detail) as detail
    from {{ ref('int_expected_figures') }} as e
    inner join {{ ref('slice_hold') }} as h on h.slice_id in (e.part_slice_id, e.second_slice_id)
    where e.is_applicable
    group by e.slice_id
    union
    select h.slice_id, h.reason_code, h.detail
    from {{ ref('slice_hold') }} as h
    where h.slice_id not in (select e.slice_id from {{ ref('int_expected_figures') }} as e where e.is_applicable)
    union
    select c.slice_id, min(h.reason_code) as reason_code, min(h.detail) as detail
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('slice_hold') }} as h on h.slice_id = c.leaf_slice_id
    where c.slice_id <> c.leaf_slice_id
        and c.slice_id not in (select e.slice_id from {{ ref('int_expected_figures') }} as e where e.is_applicable)
    group by c.slice_id
),

slices as (
    select {{ slice_columns() }}, slice_id from {{ ref('fct_indicator_value') }}
    union
    select {{ slice_columns() }}, slice_id from {{ ref('int_expected_figures') }}
    union
    select {{ slice_columns() }}, slice_id from {{ ref('int_figures') }}
    union
    select {{ slice_columns('r') }}, {{ slice_id('r') }} as slice_id
    from {{ ref('int_rejected_slices') }} as r
    where r.measure_code is not null
),

stated as (
    select
        s.*,
        case
            when h.slice_id is not null then 'held'
            when v.slice_id is not null and v.obs_status not in ('blank', 'part_missing') then 'current'
            when e.is_applicable is not null and not e.is_applicable then 'not_applicable'
            else 'missing'
        end as state,
        h.reason_code,
        h.detail,
        p.kind,
        p.calendar,
        p.start_date
    from slices as s
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    left join {{ ref('fct_indicator_value') }} as v on v.slice_id = s.slice_id
    left join {{ ref('int_expected_figures') }} as e on e.slice_id = s.slice_id
    left join held as h on h.slice_id = s.slice_id
),

last_good as (
    select
        s.slice_id,
        g.value,
        g.obs_status,
        g.period_code,
        g.release_id
    from stated as s
    inner join {{ ref('stg_published_values') }} as g on {{ same_series('g', 's') }} and g.value is not null
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = g.period_code
        and p.kind = s.kind
        and p.calendar = s.calendar
        and p.start_date <= s.start_date
    where s.state in ('held', 'missing')
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
    g.release_id as shown_release_id,
    g.period_code as shown_period_code,
    g.value as shown_value,
    g.obs_status as shown_obs_status
from stated as s
left join last_good as g on g.slice_id = s.slice_id
