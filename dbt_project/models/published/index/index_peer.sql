-- One row per area of the latest period of a computed index, method and field, and one of the five areas nearest to it in score.
with roots as (
    select * from {{ ref('fct_index_latest') }}
    where parent_no is null and rank is not null
),

pairs as (
    select
        o.index_code, o.structure_version, o.method_version, o.field_code, o.period_code, o.area_id, o.area_name_vi, o.score,
        o.rank, o.n_field,
        p.area_id as peer_id,
        p.area_name_vi as peer_name_vi,
        p.rank as peer_rank,
        p.score as peer_score,
        p.score - o.score as gap,
        row_number() over (
            partition by o.run_no, o.area_id order by {{ snap('abs(p.score - o.score)') }}, p.rank, p.area_id
        ) as place
    from roots as o
    inner join roots as p on p.run_no = o.run_no and p.area_id <> o.area_id
)

select
    index_code, structure_version, method_version, field_code, period_code, area_id, area_name_vi, score, rank, n_field,
    cast(place as bigint) as place, peer_id, peer_name_vi, peer_rank, peer_score, gap
from pairs
where place <= 5
