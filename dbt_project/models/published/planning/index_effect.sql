-- One row per computed index, area, period and leaf with a score: the figure that is scored (after its denominator), and how
-- many points of the index the leaf adds or costs against the field's mean score of it, by the weight that it has where no
-- leaf is missing. Where a leaf pools several periods, numerator and denominator are their sums.
with parents as (
    select distinct index_code, structure_version, parent_code
    from {{ ref('stg_index_nodes') }}
),

pooled as (
    select
        r.index_code, r.structure_version, r.method_version, r.field_code, r.period_code, n.node_code, a.area_id,
        p.n_pooled,
        case when i.denominator_code is not null then {{ rounded('p.weighted / i.scale', 6) }} end as numerator,
        case when i.denominator_code is not null then p.size end as denominator
    from {{ ref('fct_index_pooled') }} as p
    inner join {{ ref('int_index_run') }} as r on r.run_no = p.run_no
    inner join {{ ref('int_index_node') }} as n on n.node_no = p.node_no
    inner join {{ ref('int_index_area_number') }} as a on a.area_no = p.area_no
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = n.indicator_code and {{ valid_on('i', 'r.start_date') }}
),

leaves as (
    select
        s.*,
        avg(s.score) over (
            partition by s.index_code, s.structure_version, s.method_version, s.field_code, s.node_code, s.period_code
        ) as mean_score
    from {{ ref('index_score') }} as s
    left join parents as n
        on n.index_code = s.index_code and n.structure_version = s.structure_version and n.parent_code = s.node_code
    where s.series = 'computed' and s.score is not null and n.parent_code is null
),

effects as (
    -- snapped: a tie in the last decimal would else be rounded by the order in which the mean was added
    select *, {{ snap('effective_weight * (score - mean_score)') }} as effect_points
    from leaves
)

select
    e.index_code, e.structure_version, e.method_version, e.field_code, e.area_id, e.area_name_vi, e.period_code,
    e.node_code,
    e.node_name_vi,
    f.denominated as figure,
    p.numerator,
    p.denominator,
    coalesce(p.n_pooled, 1) as n_pooled,
    e.score,
    e.rank,
    e.n_field,
    {{ rounded('e.mean_score', 6) }} as mean_score,
    e.effective_weight,
    {{ rounded('e.effect_points', 6) }} as effect_points,
    cast(row_number() over (
        partition by e.index_code, e.structure_version, e.method_version, e.field_code, e.area_id, e.period_code
        order by {{ rounded('e.effect_points', 6) }}, e.node_code
    ) as bigint) as place
from effects as e
left join {{ ref('fct_index_leaf') }} as f on {{ same_leaf('f', 'e') }}
left join pooled as p on {{ same_leaf('p', 'e') }}
