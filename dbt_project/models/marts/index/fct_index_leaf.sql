{{ config(materialized='view') }}
-- One row per index field, leaf node, area and period of the field: the figure at every step, and the leaf's score.
select
    r.index_code,
    r.structure_version,
    r.method_version,
    r.field_code,
    n.node_code,
    u.area_id,
    r.period_code,
    c.value,
    c.denominated,
    t.value_before as imputed,
    t.value as treated,
    t.treat_mark,
    s.score,
    s.is_imputed,
    s.undefined_reason
from {{ ref('fct_index_leaf_score') }} as s
inner join {{ ref('int_index_run') }} as r on r.run_no = s.run_no
inner join {{ ref('int_index_node') }} as n on n.node_no = s.node_no
inner join {{ ref('fct_index_unit') }} as u on u.run_no = s.run_no and u.area_no = s.area_no
left join {{ ref('fct_index_cell') }} as c
    on c.run_no = s.run_no and c.node_no = s.node_no and c.area_no = s.area_no
left join {{ ref('fct_index_treated') }} as t
    on t.run_no = s.run_no and t.node_no = s.node_no and t.area_no = s.area_no
