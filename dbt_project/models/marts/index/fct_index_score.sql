{{ config(materialized='view') }}
-- One row per index, structure, method, series, field, node, area and period: score, competition rank, coverage.
-- Computed scores climb the tree level by level; published ones stand beside them as a series of their own. Where
-- senders are asked about figures, the score has them as they are, and the rank is a band: with them as they are, and
-- with the last admitted values.
with admitted as (
    select
        run_no, node_no, area_no, score, cast(null as double) as shadow_score, rank,
        case when score is null then 0.0 else 1.0 end as coverage,
        case when score is null then 0.0 else 1.0 end as coverage_count,
        case when is_imputed then 1.0 else 0.0 end as imputed_share,
        undefined_reason
    from {{ ref('fct_index_leaf_score') }}
    union all
    select
        run_no, node_no, area_no, score, shadow_score, rank, coverage, coverage_count, imputed_share, undefined_reason
    from {{ ref('fct_index_node_score') }}
),

scored as (
    select
        a.run_no, a.node_no, a.area_no, a.score, a.shadow_score, a.rank, a.rank as admitted_rank, a.coverage,
        a.coverage_count, a.imputed_share, a.undefined_reason
    from admitted as a
    where a.run_no not in (select run_no from {{ ref('fct_index_as_is') }})
    union all
    select
        x.run_no, x.node_no, x.area_no, x.score, x.shadow_score, x.rank, a.rank as admitted_rank, x.coverage,
        x.coverage_count, x.imputed_share, x.undefined_reason
    from {{ ref('fct_index_as_is') }} as x
    inner join admitted as a on a.run_no = x.run_no and a.node_no = x.node_no and a.area_no = x.area_no
),

fields as (
    select run_no, node_no, count(score) as n_field
    from scored
    group by run_no, node_no
)

select
    r.index_code, r.structure_version, r.method_version, 'computed' as series, r.field_code, n.node_code, u.area_id,
    r.period_code, s.score, s.rank,
    case when s.rank is not null then least(s.rank, coalesce(s.admitted_rank, s.rank)) end as rank_low,
    case when s.rank is not null then greatest(s.rank, coalesce(s.admitted_rank, s.rank)) end as rank_high,
    case when s.score is not null then f.n_field end as n_field,
    s.coverage, s.undefined_reason, s.shadow_score, s.coverage_count, s.imputed_share,
    coalesce(m.n_carried, 0) as n_carried,
    coalesce(m.n_questioned, 0) as n_questioned
from scored as s
inner join fields as f on f.run_no = s.run_no and f.node_no = s.node_no
inner join {{ ref('int_index_run') }} as r on r.run_no = s.run_no
inner join {{ ref('int_index_node') }} as n on n.node_no = s.node_no
inner join {{ ref('fct_index_unit') }} as u on u.run_no = s.run_no and u.area_no = s.area_no
left join {{ ref('fct_index_mark') }} as m on m.run_no = s.run_no and m.node_no = s.node_no and m.area_no = s.area_no
union all
select
    index_code, structure_version, method_version, 'published' as series, field_code, node_code, area_id, period_code,
    score, rank, rank as rank_low, rank as rank_high, n_field,
    cast(null as double) as coverage,
    case when score is null then 'rank_only' end as undefined_reason,
    cast(null as double) as shadow_score,
    cast(null as double) as coverage_count,
    cast(null as double) as imputed_share,
    cast(0 as bigint) as n_carried,
    cast(0 as bigint) as n_questioned
from {{ ref('fct_index_published') }}
