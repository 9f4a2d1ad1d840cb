-- One row per node above the leaves of a computed index and area, in the latest period of each method and field: the points to
-- the best, the mean and the median of the field, the area just above and, at the root, the wanted rank.
-- Positive is what the area lacks. Where the field has no ranks, there are no gaps.
with scored as (
    select l.*, n.name_vi as node_name_vi, l.parent_no is null as is_root
    from {{ ref('fct_index_latest') }} as l
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = l.index_code
        and n.structure_version = l.structure_version
        and n.node_code = l.node_code
        and n.indicator_code is null
),

fields as (
    select
        run_no, node_no, max(score) as best_score, avg(score) as mean_score, median(score) as median_score,
        min(case when rank = 1 then area_name_vi end) as best_name_vi
    from scored
    where rank is not null
    group by run_no, node_no
),

places as (
    select
        run_no, node_no, rank, min(score) as score, min(area_name_vi) as area_name_vi,
        lag(rank) over (partition by run_no, node_no order by rank) as above_rank
    from scored
    where rank is not null
    group by run_no, node_no, rank
),

wanted as (
    select w.run_no, w.area_id, w.wanted_rank, w.target_id, w.reason_vi, w.reason_en, min(p.score) as wanted_score
    from {{ ref('fct_index_wanted') }} as w
    inner join scored as r on r.run_no = w.run_no and r.area_id = w.area_id and r.is_root
    left join places as p on p.run_no = r.run_no and p.node_no = r.node_no and p.rank <= w.wanted_rank
    group by w.run_no, w.area_id, w.wanted_rank, w.target_id, w.reason_vi, w.reason_en
)

select
    s.index_code, s.structure_version, s.method_version, s.field_code, s.period_code, s.node_code, s.node_name_vi, s.is_root,
    s.area_id, s.area_name_vi, s.score, s.rank, s.n_field, s.n_units,
    f.best_name_vi,
    f.best_score,
    case when s.rank is not null then f.best_score - s.score end as gap_best,
    f.mean_score,
    case when s.rank is not null then f.mean_score - s.score end as gap_mean,
    f.median_score,
    case when s.rank is not null then f.median_score - s.score end as gap_median,
    b.rank as above_rank,
    b.area_name_vi as above_name_vi,
    b.score as above_score,
    b.score - s.score as gap_above,
    w.wanted_rank,
    w.target_id,
    w.wanted_score,
    case when s.rank is not null then w.wanted_score - s.score end as gap_wanted,
    s.rank <= w.wanted_rank as is_wanted_met,
    w.reason_vi as wanted_reason_vi,
    w.reason_en as wanted_reason_en,
    case when s.rank is null then 'field_incomplete' end as unknown_reason
from scored as s
left join fields as f on f.run_no = s.run_no and f.node_no = s.node_no
left join places as p on p.run_no = s.run_no and p.node_no = s.node_no and p.rank = s.rank
left join places as b on b.run_no = s.run_no and b.node_no = s.node_no and b.rank = p.above_rank
left join wanted as w on w.run_no = s.run_no and w.area_id = s.area_id and s.is_root
