-- One row per run, leaf whose periods are pooled and area with a figure of the run's period: the figures of the last
-- `pool_periods` periods together (step: pool). A ratio is the sum of its numerators by the sum of its denominators, as
-- a mean with the denominators as weights; a figure without a denominator counts 1.
with reads as (
    select
        r.run_no, r.series_no, r.period_place, r.period_code, n.node_no, n.indicator_code, n.breakdown_code, n.measure_code,
        n.source_code, n.pool_periods, n.denominator_code
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code
        and n.structure_version = r.structure_version
        and n.pool_periods > 1
),

figures as (
    select
        d.run_no, d.series_no, d.period_place, d.node_no, d.pool_periods, d.denominator_code, a.area_no, f.value, f.value_as_is,
        f.is_questioned, f.is_carried,
        case when f.value is not null then coalesce(f.size, 1) end as size,
        case when f.value_as_is is not null then coalesce(f.size_as_is, 1) end as size_as_is
    from {{ ref('fct_index_figure') }} as f
    inner join reads as d on {{ index_reads('f', 'd') }}
    inner join {{ ref('int_index_area_number') }} as a on a.area_id = f.area_id
),

pooled as (
    select
        f.run_no, f.node_no, f.area_no,
        max(f.denominator_code) as denominator_code,
        count(f.value) > 0 as has_value,
        count(f.value_as_is) > 0 and max(case when w.is_questioned then 1 else 0 end) = 1 as has_as_is,
        max(case when w.is_carried then 1 else 0 end) = 1 as is_carried,
        {{ index_exact_sum('w.value * w.size') }} as weighted,
        {{ index_exact_sum('w.size') }} as size,
        {{ index_exact_sum('w.value_as_is * w.size_as_is') }} as weighted_as_is,
        {{ index_exact_sum('w.size_as_is') }} as size_as_is,
        cast(count(w.value) as bigint) as n_pooled
    from figures as f
    inner join figures as w
        on w.series_no = f.series_no
        and w.node_no = f.node_no
        and w.area_no = f.area_no
        and w.period_place <= f.period_place
        and w.period_place > f.period_place - f.pool_periods
    where (f.run_no, f.area_no) in (select run_no, area_no from {{ ref('int_index_area') }})
        and coalesce(f.value, f.value_as_is) is not null
    group by f.run_no, f.node_no, f.area_no
)

select
    run_no,
    node_no,
    area_no,
    denominator_code,
    case when has_value then weighted / nullif(size, 0) end as value,
    case when has_as_is then weighted_as_is / nullif(size_as_is, 0) end as as_is,
    is_carried and has_value as is_carried,
    weighted,
    size,
    n_pooled
from pooled
