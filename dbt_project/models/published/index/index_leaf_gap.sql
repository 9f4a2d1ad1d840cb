-- One row per leaf of a computed index, area and what it is to reach (the area above, the median, the wanted rank, the best) in
-- the latest period: the score and the figure that this leaf by itself would need, other things equal.
-- Other things: all other figures of all areas, and bounds and treatment as they stand. Where the area is the only one
-- at a bound of the leaf (`moves_bound`) the bound would move with it, so that the figure is a first answer.
with gaps as (
    {% for kind, points in [('above', 'gap_above'), ('median', 'gap_median'), ('goal', 'gap_wanted'), ('best', 'gap_best')] %}
    select
        index_code, structure_version, method_version, field_code, period_code, area_id, area_name_vi, '{{ kind }}' as gap_kind,
        {{ points }} as points
    from {{ ref('index_gap') }}
    where is_root and {{ points }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

needed as (
    select
        g.*, v.run_no, v.node_no, v.score, v.share, v.most_score, v.moves_bound, n.node_code, n.indicator_code,
        b.undefined_reason, v.score + g.points / nullif(v.share, 0) as needed_score,
        v.share * (v.most_score - v.score) as points_most,
        b.direction, b.is_ln, b.origin, b.width, b.factor, b.offset_
    from gaps as g
    inner join {{ ref('fct_index_latest') }} as r
        on r.parent_no is null
        and r.index_code = g.index_code
        and r.structure_version = g.structure_version
        and r.method_version = g.method_version
        and r.field_code = g.field_code
        and r.area_id = g.area_id
    inner join {{ ref('fct_index_lever') }} as v on v.run_no = r.run_no and v.area_id = g.area_id
    inner join {{ ref('fct_index_bound') }} as b on b.run_no = v.run_no and b.node_no = v.node_no
    inner join {{ ref('int_index_node') }} as n on n.node_no = v.node_no
),

stated as (
    select
        *,
        case
            when {{ snap('points') }} <= 0 then 'met'
            when score is null then 'no_score'
            when share is null or undefined_reason is not null then 'not_linear'
            when {{ snap('needed_score') }} > {{ snap('most_score') }} then 'out_of_bounds'
            else 'enough'
        end as lever_state,
        direction * ((needed_score - offset_) / factor * width + origin) as treated
    from needed
),

placed as (
    select s.*, c.value, c.denominated, {{ index_untreat('case when s.is_ln then exp(s.treated) else s.treated end', 't') }} as raw
    from stated as s
    inner join {{ ref('int_index_area_number') }} as a on a.area_id = s.area_id
    left join {{ ref('fct_index_cell') }} as c on c.run_no = s.run_no and c.node_no = s.node_no and c.area_no = a.area_no
    left join {{ ref('fct_index_treatment') }} as t on t.run_no = s.run_no and t.node_no = s.node_no
)

select
    p.index_code, p.structure_version, p.method_version, p.field_code, p.period_code, p.area_id, p.area_name_vi, p.node_code,
    n.name_vi as node_name_vi, p.gap_kind, p.points, p.score, p.share, p.points_most, p.lever_state,
    case when p.lever_state in ('enough', 'out_of_bounds') then p.needed_score end as needed_score,
    p.value as figure,
    case
        when p.lever_state <> 'enough' then null
        when p.denominated = p.value then p.raw
        else p.raw * p.value / nullif(p.denominated, 0)
    end as needed_figure,
    u.symbol_vi as unit_vi,
    p.moves_bound
from placed as p
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = p.index_code and n.structure_version = p.structure_version and n.node_code = p.node_code
left join {{ ref('stg_indicators') }} as i on i.indicator_code = p.indicator_code and i.valid_to is null
left join {{ ref('stg_uoms') }} as u on u.uom_code = i.uom_code
