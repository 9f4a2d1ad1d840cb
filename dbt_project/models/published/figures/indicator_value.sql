-- One row per slice as it is published: the current value, or the last good one with its period and release, or none.
with breaks as (
    select b.indicator_code, p.period_code, max(b.break_date) as break_date
    from {{ ref('fct_series_break') }} as b
    inner join {{ ref('stg_periods') }} as p on p.end_date >= b.break_date
    group by b.indicator_code, p.period_code
)

select
    s.slice_id,
    {{ slice_columns('s') }},
    a.name_vi as area_name_vi,
    i.name_vi as indicator_name_vi,
    s.state,
    s.reason_code,
    s.detail as reason_detail,
    s.is_questioned,
    s.is_explained,
    case when s.state = 'current' then v.value else s.shown_value end as value,
    case when s.state = 'current' then v.numerator end as numerator,
    case when s.state = 'current' then v.denominator end as denominator,
    i.uom_code,
    u.symbol_vi as uom_symbol_vi,
    case when s.state = 'current' then v.obs_status else s.shown_obs_status end as obs_status,
    case when s.state = 'current' then v.figure_status end as figure_status,
    case when s.state = 'current' then v.n_areas end as n_areas,
    case when s.state = 'current' then v.n_areas_expected end as n_areas_expected,
    case when s.state = 'current' then v.n_areas_carried end as n_areas_carried,
    case when s.state = 'current' then v.current_share end as current_share,
    coalesce(v.is_derived, i.calc_kind <> 'reported') as is_derived,
    s.state <> 'current' and s.shown_release_id is not null as is_last_good,
    case when s.state = 'current' then s.period_code else s.shown_period_code end as shown_period_code,
    s.shown_release_id,
    s.state = 'current' and o.slice_id is not null as is_official,
    breaks.break_date
from {{ ref('slice_state') }} as s
inner join {{ ref('stg_areas') }} as a on a.area_id = s.area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = s.indicator_code
    -- a slice older than its indicator (not applicable) is described by the indicator's first version
    and (i.valid_from <= p.start_date or i.version = 1)
    and {{ not_ended_on('i', 'p.start_date') }}
inner join {{ ref('stg_uoms') }} as u on u.uom_code = i.uom_code
left join {{ ref('fct_indicator_value') }} as v on v.slice_id = s.slice_id
left join {{ ref('fct_official_figure') }} as o on o.slice_id = s.slice_id
left join breaks on breaks.indicator_code = s.indicator_code and breaks.period_code = s.period_code
