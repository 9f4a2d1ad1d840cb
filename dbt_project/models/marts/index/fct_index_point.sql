-- One row per run, leaf that is to be treated and distinct figure: how many areas have it, and its place from either end.
select
    i.run_no,
    i.node_no,
    i.value,
    cast(count(*) as integer) as n_point,
    cast(row_number() over (partition by i.run_no, i.node_no order by i.value) - 1 as integer) as place_low,
    cast(row_number() over (partition by i.run_no, i.node_no order by i.value desc) - 1 as integer) as place_high
from {{ ref('fct_index_imputed') }} as i
inner join {{ ref('int_index_run') }} as r on r.run_no = i.run_no and r.treat_winmax is not null
inner join {{ ref('int_index_node') }} as n on n.node_no = i.node_no and n.is_treated
group by i.run_no, i.node_no, i.value
