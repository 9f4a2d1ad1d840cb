-- One row per run and leaf to be treated: the outlier test of its figures before any treatment.
with tested as (
    {{ index_moments(ref('fct_index_point'), 'run_no, node_no') }}
)

select
    t.run_no,
    t.node_no,
    cast(t.n as bigint) as n,
    t.least,
    t.most,
    t.skew,
    t.kurtosis,
    {{ index_passes('t', 'r') }} as is_passed
from tested as t
inner join {{ ref('int_index_run') }} as r on r.run_no = t.run_no
