-- One row per latest run of a computed index with a wanted rank, and area it is wanted for: the rank, and whose wish it is.
-- A rank of a target holds for the province of the build, in a field of the size that the target speaks of.
with roots as (
    select run_no, index_code, area_id, n_units
    from {{ ref('fct_index_latest') }}
    where parent_no is null
),

targeted as (
    select
        r.run_no, r.area_id, t.target_id, cast(t.judged_low as bigint) as wanted_rank, g.reason_vi, g.reason_en,
        row_number() over (partition by r.run_no, r.area_id order by t.horizon_to, t.judged_low, t.target_id) as place
    from roots as r
    inner join {{ ref('stg_index_goals') }} as g on g.index_code = r.index_code
    inner join {{ ref('int_targets') }} as t
        on t.indicator_code = g.indicator_code and t.kind = 'rank' and t.binding <> 'dropped'
        and t.home_area_id = r.area_id
        and try_cast(t.rank_population as bigint) = r.n_units
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = r.area_id
)

select run_no, area_id, wanted_rank, target_id, reason_vi, reason_en
from targeted
where place = 1
union all
select
    r.run_no, r.area_id,
    -- a quarter of 34 is 8.5: eight places
    cast(floor({{ rounded('g.rank_share * r.n_units', 6) }}) as bigint) as wanted_rank,
    null as target_id, g.reason_vi, g.reason_en
from roots as r
inner join {{ ref('stg_index_goals') }} as g on g.index_code = r.index_code and g.rank_share is not null
