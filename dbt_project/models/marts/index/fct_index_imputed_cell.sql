-- One row per run, leaf and area whose missing figure was imputed (step: impute). By column: the mean or the median of
-- the figures present, of the area's group or of the whole field; by time: the area's own latest earlier figure.
with runs as (
    select r.*, dense_rank() over (partition by series_no order by start_date) as period_no
    from {{ ref('int_index_run') }} as r
    where run_no in (select run_no from {{ ref('fct_index_unit') }})
),

kept as (
    select k.*, u.group_code
    from {{ ref('fct_index_kept') }} as k
    inner join runs as r on r.run_no = k.run_no and r.impute_kind <> 'none'
    inner join {{ ref('fct_index_unit') }} as u on u.run_no = k.run_no and u.area_no = k.area_no
),

gaps as (
    select r.run_no, r.series_no, r.period_no, r.impute_kind, r.impute_max_periods, n.node_no, u.area_no, u.group_code
    from runs as r
    inner join {{ ref('fct_index_unit') }} as u on u.run_no = r.run_no and not u.is_screened
    inner join {{ ref('int_index_run_node') }} as n on n.run_no = r.run_no and n.level = 1
    left join kept as k on k.run_no = r.run_no and k.node_no = n.node_no and k.area_no = u.area_no
    where r.impute_kind <> 'none' and k.run_no is null
),

columns_whole as (
    select run_no, node_no, {{ index_steady_sum('value', 'value') }} / count(*) as mean, median(value) as middle
    from kept
    group by run_no, node_no
),

columns_grouped as (
    select run_no, node_no, group_code, {{ index_steady_sum('value', 'value') }} / count(*) as mean, median(value) as middle
    from kept
    where group_code is not null
    group by run_no, node_no, group_code
),

earlier as (
    select g.run_no, g.node_no, g.area_no, max_by(k.value, r.period_no) as value
    from gaps as g
    inner join runs as r
        on r.series_no = g.series_no
        and r.period_no < g.period_no
        and r.period_no >= g.period_no - coalesce(g.impute_max_periods, g.period_no)
    inner join kept as k on k.run_no = r.run_no and k.node_no = g.node_no and k.area_no = g.area_no
    where g.impute_kind = 'previous'
    group by g.run_no, g.node_no, g.area_no
),

filled as (
    select
        g.run_no, g.node_no, g.area_no, g.impute_kind,
        case g.impute_kind
            when 'mean' then w.mean
            when 'median' then w.middle
            when 'group_mean' then c.mean
            when 'group_median' then c.middle
            else e.value
        end as value
    from gaps as g
    left join columns_whole as w on w.run_no = g.run_no and w.node_no = g.node_no
    left join columns_grouped as c on c.run_no = g.run_no and c.node_no = g.node_no and c.group_code = g.group_code
    left join earlier as e on e.run_no = g.run_no and e.node_no = g.node_no and e.area_no = g.area_no
)

select * from filled
where value is not null
