-- One row per index, structure, method, field, leaf, area and period whose figure a step has changed: at every step.
select
    index_code, structure_version, method_version, field_code, node_code, area_id, period_code,
    value, denominated, imputed, treated, treat_mark, is_imputed, score
from {{ ref('fct_index_leaf') }}
where is_imputed or treat_mark is not null or denominated <> value
