{# One level of an index: a node's score from its children's. Weights are rescaled over the children that have a
   score; below the node's coverage threshold the score is undefined. `children` names the CTE one level down. #}
{% macro index_level(level, children) -%}
    select
        c.index_code, c.structure_version, c.method_version, c.field_code, p.node_code, c.area_id, c.period_code,
        case
            when count(c.score) > 0 and {{ snap('sum(case when c.score is not null then n.weight else 0 end) / sum(n.weight)') }} >= coalesce(p.min_coverage, 0)
                then sum(n.weight * c.score) / case when p.aggregation = 'sum' then 1 else sum(case when c.score is not null then n.weight end) end
        end as score,
        sum(case when c.score is not null then n.weight else 0 end) / sum(n.weight) as coverage
    from {{ children }} as c
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = c.index_code and n.structure_version = c.structure_version and n.node_code = c.node_code
    inner join {{ ref('stg_index_nodes') }} as p
        on p.index_code = n.index_code and p.structure_version = n.structure_version and p.node_code = n.parent_code
    where p.level = {{ level }}
    group by
        c.index_code, c.structure_version, c.method_version, c.field_code, p.node_code, c.area_id, c.period_code,
        p.aggregation, p.min_coverage
{%- endmacro %}
