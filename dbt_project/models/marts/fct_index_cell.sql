-- One row per run, leaf and area with a figure: the figure, and what it is after its denominator (step: denominate).
with reads as (
    select
        r.run_no, r.merge_kind, r.period_code, n.node_no, n.indicator_code, n.breakdown_code, n.measure_code,
        n.source_code, n.denominator_code, n.denominator_measure_code, n.denominator_source_code, n.denominator_scale
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code
        and n.structure_version = r.structure_version
        and n.indicator_code is not null
),

own as (
    select d.run_no, d.node_no, a.area_no, f.value
    from {{ ref('fct_index_figure') }} as f
    inner join reads as d
        on d.indicator_code = f.indicator_code
        and d.period_code = f.period_code
        and d.source_code = f.source_code
        and d.measure_code = f.measure_code
        and d.breakdown_code = f.breakdown_code
    inner join {{ ref('int_index_area') }} as a on a.run_no = d.run_no and a.area_id = f.area_id
    where f.value is not null
),

-- a merged area without a figure of its own: the plain mean of all that it was merged from, or nothing
merged as (
    select d.run_no, d.node_no, a.area_no, {{ index_steady_sum('f.value', 'f.value') }} / count(*) as value
    from reads as d
    inner join {{ ref('int_index_area') }} as a on a.run_no = d.run_no
    inner join {{ ref('stg_area_links') }} as l on l.to_id = a.area_id
    left join {{ ref('fct_index_figure') }} as f
        on f.area_id = l.from_id
        and f.indicator_code = d.indicator_code
        and f.breakdown_code = d.breakdown_code
        and f.measure_code = d.measure_code
        and f.source_code = d.source_code
        and f.period_code = d.period_code
    where d.merge_kind = 'plain_mean'
    group by d.run_no, d.node_no, a.area_no
    having count(*) = count(f.value)
),

cells as (
    select * from own
    union all
    select m.*
    from merged as m
    left join own as o on o.run_no = m.run_no and o.node_no = m.node_no and o.area_no = m.area_no
    where o.run_no is null
),

denominators as (
    select d.run_no, d.node_no, a.area_no, f.value / d.denominator_scale as value
    from reads as d
    inner join {{ ref('fct_index_figure') }} as f
        on f.indicator_code = d.denominator_code
        and f.period_code = d.period_code
        and f.source_code = d.denominator_source_code
        and f.measure_code = d.denominator_measure_code
        and f.breakdown_code = '_T'
    inner join {{ ref('int_index_area') }} as a on a.run_no = d.run_no and a.area_id = f.area_id
)

select
    c.run_no,
    c.node_no,
    c.area_no,
    c.value,
    case when n.denominator_code is null then c.value else c.value / nullif(d.value, 0) end as denominated
from cells as c
inner join {{ ref('int_index_node') }} as n on n.node_no = c.node_no
left join denominators as d on d.run_no = c.run_no and d.node_no = c.node_no and d.area_no = c.area_no
