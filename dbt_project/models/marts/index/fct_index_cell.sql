-- One row per run, leaf and area with a figure: the figure, and what it is after its denominator (step: denominate).
-- A figure that its sender is asked about counts with its last admitted value; `as_is` is what the sent one would be.
with reads as (
    select
        r.run_no, r.merge_kind, r.period_code, n.node_no, n.indicator_code, n.breakdown_code,
        n.measure_code, n.source_code, n.pool_periods, n.denominator_code, n.denominator_measure_code,
        n.denominator_source_code, n.denominator_scale
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code
        and n.structure_version = r.structure_version
        and n.indicator_code is not null
),

-- a merged area without a figure of its own: the plain mean of all that it was merged from, or nothing
merged as (
    select
        d.run_no, d.node_no, a.area_no,
        {{ index_steady_sum('f.value', 'f.value') }} / count(*) as value,
        false as is_carried,
        d.denominator_code,
        cast(null as double) as as_is
    from reads as d
    inner join {{ ref('int_index_area') }} as a on a.run_no = d.run_no
    inner join {{ ref('stg_area_links') }} as l on l.to_id = a.area_id
    left join {{ ref('fct_index_figure') }} as f on f.area_id = l.from_id and {{ index_reads('f', 'd') }}
    left join {{ ref('fct_index_figure') }} as o
        on o.area_id = a.area_id and o.value is not null and {{ index_reads('o', 'd') }}
    where d.merge_kind = 'plain_mean' and o.area_id is null
    group by d.run_no, d.node_no, a.area_no, d.denominator_code
    having count(*) = count(f.value)
),

divided as (
    {{ index_direct('d.denominator_code is not null') }}
    union all
    select * from merged
    union all
    select run_no, node_no, area_no, value, is_carried, denominator_code, as_is from {{ ref('fct_index_pooled') }}
),

denominators as (
    select d.run_no, d.node_no, a.area_no, f.value / d.denominator_scale as value
    from reads as d
    inner join {{ ref('fct_index_figure') }} as f on {{ index_reads_denominator('f', 'd') }}
    inner join {{ ref('int_index_area') }} as a on a.run_no = d.run_no and a.area_id = f.area_id
    where d.denominator_code is not null
)

-- most leaves have no denominator: joined with the others, every figure would be kept in memory
select run_no, node_no, area_no, value, value as denominated, as_is, is_carried
from ({{ index_direct('d.denominator_code is null') }}) as undivided
union all
select
    c.run_no, c.node_no, c.area_no, c.value,
    case when c.denominator_code is null then c.value else c.value / nullif(d.value, 0) end as denominated,
    case when c.denominator_code is null then c.as_is else c.as_is / nullif(d.value, 0) end as as_is,
    c.is_carried
from divided as c
left join denominators as d on d.run_no = c.run_no and d.node_no = c.node_no and d.area_no = c.area_no
