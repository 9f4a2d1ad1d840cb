-- One row per index, structure, method and node: its effective weight along the path to the root.
select distinct
    r.index_code, r.structure_version, r.method_version, n.node_code, w.effective_weight
from {{ ref('int_index_weight') }} as w
inner join {{ ref('int_index_run') }} as r on r.run_no = w.run_no
inner join {{ ref('int_index_node') }} as n on n.node_no = w.node_no
