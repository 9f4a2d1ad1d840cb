-- One row per area, indicator and period: the headline figure with its unit, source and standing in words, the figures
-- before it of the same series, the target it is held against, and its place among the areas of its kind.
with headline as (
    select v.*, h.indicator_name_en, h.decimals, h.direction
    from {{ ref('indicator_value') }} as v
    inner join {{ ref('fct_headline') }} as h on h.slice_id = v.slice_id
),

spans as (
    select p.period_code, p.name_vi, p.name_en, p.previous_code, p.previous_in_year_code, y.period_code as year_ago_code
    from {{ ref('stg_periods') }} as p
    left join {{ ref('stg_periods') }} as y
        on y.kind = p.kind
        and y.calendar = p.calendar
        and year(y.start_date) = year(p.start_date) - 1
        and month(y.start_date) = month(p.start_date)
),

peers as (
    select
        v.slice_id,
        cast(rank() over (
            partition by v.indicator_code, v.period_code, v.measure_code, v.source_code, a.area_set
            order by {{ snap('v.value * v.direction') }} desc
        ) as bigint) as peer_rank,
        count(*) over (
            partition by v.indicator_code, v.period_code, v.measure_code, v.source_code, a.area_set
        ) as n_ranked
    from headline as v
    inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
    where v.state = 'current' and v.value is not null
)

select
    v.slice_id, v.area_id,
    a.kind_vi || ' ' || a.name_vi as area_name_vi,
    a.level as area_level,
    v.indicator_code, v.indicator_name_vi, v.indicator_name_en,
    v.period_code, p.name_vi as period_name_vi,
    v.source_code, s.name_vi as source_name_vi,
    v.measure_code, m.name_vi as measure_name_vi,
    v.value, {{ rounded('v.value', 'v.decimals') }} as shown_value,
    v.uom_symbol_vi as unit_vi, v.numerator, v.denominator,
    case when b.state = 'current' then b.value end as previous_value,
    case when b.state = 'current' then b.period_code end as previous_period_code,
    case when y.state = 'current' then y.value end as year_ago_value,
    case when y.state = 'current' then y.period_code end as year_ago_period_code,
    t.target_id, t.number_vi as goal_vi, t.goal, t.horizon_to as goal_year,
    c.value as target_value, c.progress_class,
    k.label_vi as progress_class_vi, k.label_en as progress_class_en,
    case when r.n_ranked > 1 then r.peer_rank end as peer_rank,
    case when r.n_ranked > 1 then r.n_ranked end as n_ranked,
    v.state, v.is_questioned, v.is_official,
    {{ figure_standing('v', 'o.name_vi', true) }} as standing_vi,
    {{ figure_standing('v', 'o.name_en', false) }} as standing_en
from headline as v
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
inner join spans as p on p.period_code = v.period_code
inner join {{ ref('stg_sources') }} as s on s.source_code = v.source_code
inner join {{ ref('stg_measures') }} as m on m.measure_code = v.measure_code
left join {{ ref('stg_periods') }} as o on o.period_code = v.shown_period_code
left join {{ ref('indicator_value') }} as b
    on {{ same_series('b', 'v') }}
    -- what is added up since the start of the year begins anew each year
    and b.period_code = case when m.own_measure_code is null then p.previous_code else p.previous_in_year_code end
left join {{ ref('indicator_value') }} as y on {{ same_series('y', 'v') }} and y.period_code = p.year_ago_code
left join {{ ref('int_headline_target') }} as t
    on t.area_id = v.area_id and t.indicator_code = v.indicator_code and t.period_code = v.period_code
left join {{ ref('fct_target_class') }} as c
    on c.target_id = t.target_id and c.source_code = v.source_code and c.period_code = v.period_code
left join {{ ref('stg_vocabulary') }} as k on k.vocabulary = 'progress_class' and k.code = c.progress_class
left join peers as r on r.slice_id = v.slice_id
