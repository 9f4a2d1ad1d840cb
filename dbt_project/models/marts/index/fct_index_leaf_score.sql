-- One row per run, leaf and area of the field: the leaf's score and competition rank, or why there is none.
-- Nearly every figure has a score: the others, with their reasons, are joined apart and not sorted with those to rank.
with placed as (
    select
        t.run_no, t.node_no, t.area_no, t.is_imputed, b.factor, b.offset_, b.share_low, b.share_high,
        {{ index_distance('b.direction * case when b.is_ln then ln(t.value) else t.value end', 'b.origin') }} / b.width as share
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('fct_index_bound') }} as b on b.run_no = t.run_no and b.node_no = t.node_no
    where b.undefined_reason is null and b.normalise_kind not in ('rank', 'percentile_rank') and (not b.is_ln or t.value > 0)
    union all
    select
        t.run_no, t.node_no, t.area_no, t.is_imputed, b.factor, b.offset_, b.share_low, b.share_high,
        {{ index_share_of_rank('b', 't') }} as share
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('fct_index_bound') }} as b on b.run_no = t.run_no and b.node_no = t.node_no
    where b.undefined_reason is null and b.normalise_kind in ('rank', 'percentile_rank') and (not b.is_ln or t.value > 0)
),

scored as (
    select
        run_no, node_no, area_no, is_imputed,
        case when share < share_low then share_low when share > share_high then share_high else share end * factor + offset_ as score
    from placed
),

unscored as (
    select
        t.run_no, t.node_no, t.area_no, t.is_imputed,
        case when b.is_ln and t.value <= 0 then 'not_positive' else b.undefined_reason end as undefined_reason
    from {{ ref('fct_index_treated') }} as t
    inner join {{ ref('fct_index_bound') }} as b on b.run_no = t.run_no and b.node_no = t.node_no
    where (b.undefined_reason is not null or b.is_ln) and (b.undefined_reason is not null or t.value <= 0)
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
    left join counted as s on s.run_no = u.run_no and s.area_no = u.area_no and s.n >= u.n_leaf
    where s.run_no is null
),

-- of these areas alone: joined as they are, every figure would be kept in memory
present as (
    select run_no, node_no, area_no
    from {{ ref('fct_index_treated') }}
    where (run_no, area_no) in (select run_no, area_no from incomplete)
),

figures as (
    select run_no, node_no, area_no
    from {{ ref('fct_index_cell') }}
    where value is not null and (run_no, area_no) in (select run_no, area_no from incomplete)
),

gaps as (
    select
        i.run_no, n.node_no, i.area_no, false as is_imputed,
        case when i.is_screened then 'screened' when c.run_no is not null then 'no_denominator' else 'missing' end as undefined_reason
    from incomplete as i
    inner join {{ ref('int_index_run_node') }} as n on n.run_no = i.run_no and n.level = 1
    left join present as s on s.run_no = i.run_no and s.node_no = n.node_no and s.area_no = i.area_no
    left join figures as c on c.run_no = i.run_no and c.node_no = n.node_no and c.area_no = i.area_no
    where s.run_no is null
)

select run_no, node_no, area_no, is_imputed, score, cast(null as string) as undefined_reason, rank
from ({{ index_rank('scored', 'run_no, node_no, area_no, is_imputed, score') }}) as ranked
union all
select run_no, node_no, area_no, is_imputed, cast(null as double) as score, undefined_reason, cast(null as bigint) as rank
from unscored
union all
select run_no, node_no, area_no, is_imputed, cast(null as double) as score, undefined_reason, cast(null as bigint) as rank
from gaps
