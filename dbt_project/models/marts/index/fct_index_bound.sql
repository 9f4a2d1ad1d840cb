-- One row per run and leaf with a figure: what places a figure on the scale (step: normalise), so that for every kind but
-- the ranks  score = (direction × figure - origin) / width × factor + offset,  the quotient kept between share_low and
-- share_high. A reversed indicator is multiplied by -1 first, its target and goalposts with it.
with figures as (
    select
        t.run_no, t.node_no, t.area_no, r.bound_no, r.normalise_kind,
        n.direction * case when not n.is_ln then t.value when t.value > 0 then ln(t.value) end as x
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('int_index_run') }} as r on r.run_no = t.run_no
    inner join {{ ref('int_index_node') }} as n on n.node_no = t.node_no
),

extremes as (
    select bound_no, node_no, count(x) as n, min(x) as low, max(x) as high
    from figures
    group by bound_no, node_no
),

-- as a distance from the least: of figures about 1e6 with a spread of 1 a plain sum moves every z-score by 1e-10
means as (
    select f.bound_no, f.node_no, e.low + {{ index_steady_sum('f.x - e.low', 'f.x') }} / e.n as mean
    from figures as f
    inner join extremes as e on e.bound_no = f.bound_no and e.node_no = f.node_no
    where f.normalise_kind = 'z_score' and e.n > 0
    group by f.bound_no, f.node_no, e.low, e.n
),

spreads as (
    select
        f.bound_no, f.node_no, m.mean,
        sqrt({{ index_steady_sum('(f.x - m.mean) * (f.x - m.mean)', 'f.x') }} / nullif(count(f.x) - 1, 0)) as spread
    from figures as f
    inner join means as m on m.bound_no = f.bound_no and m.node_no = f.node_no
    where f.normalise_kind = 'z_score'
    group by f.bound_no, f.node_no, m.mean
),

posts as (
    select
        r.run_no, n.node_no, r.bound_no, r.normalise_kind, r.scale_low, r.scale_high, r.z_mean, r.z_sd, r.is_capped,
        r.is_clipped, e.n, s.mean, s.spread, n.is_ln,
        {{ index_value('n.bound_high') }} as bound_high,
        case when r.normalise_kind in ('none', 'points_of_maximum') then 1 else n.direction end as direction,
        n.direction as own_direction,
        case when r.normalise_kind = 'goalpost' then {{ index_goalpost('n.bound_low', 'n.bound_high') }} else e.low end as low,
        case r.normalise_kind
            when 'goalpost' then {{ index_goalpost('n.bound_high', 'n.bound_low') }}
            when 'distance_to_target' then n.direction * {{ index_value('n.target') }}
            when 'distance_to_reference' then f.x
            else e.high
        end as high
    from {{ ref('int_index_run') }} as r
    inner join extremes as e on e.bound_no = r.bound_no
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code and n.structure_version = r.structure_version and n.node_no = e.node_no
    left join spreads as s on s.bound_no = r.bound_no and s.node_no = n.node_no
    left join {{ ref('int_index_area') }} as a on a.run_no = r.run_no and a.area_id = r.reference_area_id
    left join figures as f on f.run_no = r.run_no and f.node_no = n.node_no and f.area_no = a.area_no
    where r.run_no in (select run_no from {{ ref('fct_index_unit') }})
)

{{ index_scale('posts') }}
