-- One row per index, structure, method, field, leaf and period whose column was tested for outliers: what was done.
select
    r.index_code, r.structure_version, r.method_version, r.field_code, n.node_code, r.period_code,
    t.n, t.treat_kind, t.skew, t.kurtosis, t.n_winsorised, t.clip_low, t.clip_high, t.skew_winsorised,
    t.kurtosis_winsorised, t.skew_transformed, t.kurtosis_transformed
from {{ ref('fct_index_treatment') }} as t
inner join {{ ref('int_index_run') }} as r on r.run_no = t.run_no
inner join {{ ref('int_index_node') }} as n on n.node_no = t.node_no
