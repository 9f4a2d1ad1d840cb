-- One row per run, leaf and area of the field: the leaf's score and competition rank, or why there is none.
with ranked as (
    select
        t.run_no, t.node_no, t.area_no,
        rank() over (partition by b.bound_no, t.node_no order by {{ snap('b.direction * t.value') }}) as place
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('fct_index_bound') }} as b
        on b.run_no = t.run_no and b.node_no = t.node_no and b.normalise_kind in ('rank', 'percentile_rank')
    where not b.is_ln or t.value > 0
),

placed as (
    select
        t.run_no, t.node_no, t.area_no, t.is_imputed, b.factor, b.offset_, b.share_low, b.share_high,
        case when b.is_ln and t.value <= 0 then 'not_positive' else b.undefined_reason end as undefined_reason,
        case
            when b.undefined_reason is not null then null
            when b.normalise_kind = 'rank' then cast(k.place as double)
            when b.normalise_kind = 'percentile_rank' then (k.place - b.origin) / b.width
            when not b.is_ln then {{ index_distance('b.direction * t.value', 'b.origin') }} / b.width
            when t.value > 0 then {{ index_distance('b.direction * ln(t.value)', 'b.origin') }} / b.width
        end as share
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('fct_index_bound') }} as b on b.run_no = t.run_no and b.node_no = t.node_no
    left join ranked as k on k.run_no = t.run_no and k.node_no = t.node_no and k.area_no = t.area_no
),

scored as (
    select
        run_no, node_no, area_no, is_imputed,
        case when share < share_low then share_low when share > share_high then share_high else share end * factor + offset_ as score,
        undefined_reason
    from placed
),

counted as (
    select run_no, area_no, count(*) as n
    from {{ ref('fct_index_treated') }}
    group by run_no, area_no
),

-- areas of the field that lack a figure in some leaf; where none is missing the grid is never made
incomplete as (
    select u.run_no, u.area_no, u.is_screened
    from {{ ref('fct_index_unit') }} as u
    left join counted as s on s.run_no = u.run_no and s.area_no = u.area_no
    where coalesce(s.n, 0) < u.n_leaf
),

present as (
    select t.run_no, t.node_no, t.area_no
    from {{ ref('fct_index_treated') }} as t
    inner join incomplete as x on x.run_no = t.run_no and x.area_no = t.area_no
),

gaps as (
    select
        i.run_no, n.node_no, i.area_no, false as is_imputed, cast(null as double) as score,
        case
            when i.is_screened then 'screened'
            when c.value is not null then 'no_denominator'
            else 'missing'
        end as undefined_reason
    from incomplete as i
    inner join {{ ref('int_index_run_node') }} as n on n.run_no = i.run_no and n.level = 1
    left join present as s
        on s.run_no = i.run_no and s.node_no = n.node_no and s.area_no = i.area_no
    left join {{ ref('fct_index_cell') }} as c
        on c.run_no = i.run_no and c.node_no = n.node_no and c.area_no = i.area_no
    where s.run_no is null
)

{{ index_rank('(select * from scored union all select * from gaps)', 'run_no, node_no, area_no, is_imputed, score, undefined_reason') }}
