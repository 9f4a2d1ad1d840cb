-- One row per published edition, province and place or mean that the province is compared with: what is known of it.
-- `reference_code` names the row: best, mean, region_mean, above-1 (the nearest printed place above), below-1, a target.
with printed as (
    select e.area_id as own_id, e.rank as own_rank, p.*
    from {{ ref('fct_official_edition') }} as e
    inner join {{ ref('fct_official_place') }} as p
        on p.index_code = e.index_code
        and p.structure_version = e.structure_version
        and p.method_version = e.method_version
        and p.field_code = e.field_code
        and p.period_code = e.period_code
        and p.area_id <> e.area_id
        and p.rank is not null
),

around as (
    select
        *, rank < own_rank as is_above,
        row_number() over (
            partition by index_code, structure_version, method_version, field_code, period_code, own_id, rank < own_rank
            order by abs(rank - own_rank), area_id
        ) as place
    from printed
    where rank <> own_rank
),

means as (
    select
        e.*, v.value as printed_mean, v.source_url as mean_url, g.group_code, g.name_vi as group_name_vi,
        m.value as region_mean, m.source_url as region_url, m.group_code is not null as has_region_mean
    from {{ ref('fct_official_edition') }} as e
    left join {{ ref('stg_published_scores') }} as v
        on v.indicator_code = e.indicator_code and v.period_code = e.period_code and v.area_id = 'vn'
    left join {{ ref('stg_area_groups') }} as g on g.area_id = e.area_id and g.grouping_code = 'pii_region'
    left join {{ ref('stg_published_means') }} as m
        on m.indicator_code = e.indicator_code and m.period_code = e.period_code and m.group_code = g.group_code
)

{% set key = 'index_code, structure_version, method_version, field_code, period_code' %}
select
    {{ key }}, own_id as area_id, 'best' as gap_kind, 'best' as reference_code, area_name_vi as other_name_vi, rank as other_rank,
    score as score_low, score as score_high,
    case when score is not null then 'printed' end as basis, cast(null as string) as unknown_reason, source_url as other_url
from printed
where rank = 1
union all
select
    {{ key }}, own_id, case when is_above then 'above' else 'below' end,
    case when is_above then 'above-' else 'below-' end || cast(place as string), area_name_vi, rank, score, score,
    case when score is not null then 'printed' end, null, source_url
from around
where place <= 3
union all
select
    {{ key }}, area_id, 'mean', 'mean', null, null, coalesce(printed_mean, mean_score), coalesce(printed_mean, mean_score),
    case when printed_mean is not null then 'printed' when mean_score is not null then 'all_places' end,
    case when printed_mean is null and mean_score is null then 'field_incomplete' end, mean_url
from means
union all
select
    {{ key }}, area_id, 'region_mean', 'region_mean', group_name_vi, null, region_mean, region_mean,
    case when region_mean is not null then 'printed' end,
    case
        when group_code is null then 'region_unknown'
        when region_mean is null and has_region_mean then 'sources_disagree'
        when region_mean is null then 'other_unknown'
    end, region_url
from means
where index_code in (select index_code from means where has_region_mean)
union all
select
    {{ key }}, area_id, 'goal', target_id, null, wanted_rank, score_low, score_high,
    case when score_low = score_high then 'printed' when score_low is not null or score_high is not null then 'between_places' end,
    unknown_reason, null
from {{ ref('fct_official_wanted') }}
