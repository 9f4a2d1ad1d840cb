-- One row per run, leaf whose periods are pooled and area with a figure of the run's period: the figures of the last
-- `pool_periods` periods together (step: pool). A ratio is the sum of its numerators by the sum of its denominators, as
-- a mean with the denominators as weights; a figure without a denominator counts 1.
with windows as (
    select
        r.run_no, r.period_code as run_period_code, w.period_code, n.node_no, n.indicator_code, n.breakdown_code,
        n.measure_code, n.source_code, n.denominator_code
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code
        and n.structure_version = r.structure_version
        and n.pool_periods > 1
    inner join {{ ref('int_index_run') }} as w
        on w.series_no = r.series_no
        and w.period_place <= r.period_place
        and w.period_place > r.period_place - n.pool_periods
),

figures as (
    select
        d.run_no, d.node_no, a.area_no, d.denominator_code, f.period_code, f.is_questioned, f.is_carried,
        f.period_code = d.run_period_code as is_of_run,
        f.value, f.value_as_is,
        case when f.value is not null then coalesce(f.size, 1) end as size,
        case when f.value_as_is is not null then coalesce(f.size_as_is, 1) end as size_as_is
    from {{ ref('fct_index_figure') }} as f
    inner join windows as d on {{ index_reads('f', 'd') }}
    inner join {{ ref('int_index_area_number') }} as a on a.area_id = f.area_id
    where (d.run_no, a.area_no) in (select run_no, area_no from {{ ref('int_index_area') }})
),

pooled as (
    select
        run_no, node_no, area_no, denominator_code,
        count(case when is_of_run then value end) as n_value,
        count(case when is_of_run then value_as_is end) as n_as_is,
        max(case when is_questioned then 1 else 0 end) = 1 as is_questioned,
        max(case when is_carried then 1 else 0 end) = 1 as is_carried,
        {{ index_steady_sum('value * size', 'period_code') }} / nullif({{ index_steady_sum('size', 'period_code') }}, 0) as value,
        {{ index_steady_sum('value_as_is * size_as_is', 'period_code') }}
        / nullif({{ index_steady_sum('size_as_is', 'period_code') }}, 0) as as_is
    from figures
    group by run_no, node_no, area_no, denominator_code
    having count(case when is_of_run then coalesce(value, value_as_is) end) > 0
)

select
    run_no,
    node_no,
    area_no,
    denominator_code,
    case when n_value > 0 then value end as value,
    case when is_questioned and n_as_is > 0 then as_is end as as_is,
    is_carried and n_value > 0 as is_carried
from pooled
