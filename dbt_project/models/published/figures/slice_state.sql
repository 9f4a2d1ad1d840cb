-- One row per slice that is due, computed or held: its state, and which published value is shown in its place.
-- A held or missing slice shows its last admitted value with the period and release that it is from.
select
    s.slice_id,
    {{ slice_columns('s') }},
    s.state,
    s.reason_code,
    s.detail,
    s.is_questioned,
    s.is_explained,
    g.shown_release_id,
    g.shown_period_code,
    g.value as shown_value,
    g.obs_status as shown_obs_status
from {{ ref('fct_slice') }} as s
left join {{ ref('fct_last_admitted') }} as g on g.slice_id = s.slice_id and g.state <> 'current'
union all
select
    t.slice_id,
    {{ slice_columns('t') }},
    'current' as state,
    cast(null as string) as reason_code,
    cast(null as string) as detail,
    t.is_questioned,
    false as is_explained,
    cast(null as string) as shown_release_id,
    cast(null as string) as shown_period_code,
    cast(null as double) as shown_value,
    cast(null as string) as shown_obs_status
from {{ ref('fct_area_sum') }} as t
