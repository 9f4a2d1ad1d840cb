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
        m.value as region_mean, m.source_url as region_url, m.group_code is not null as has_region_mean,
        e.indicator_code in (select indicator_code from {{ ref('stg_published_means') }}) as is_by_region
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
    {{ key }}, own_id as area_id, case when is_above then 'above' else 'below' end as gap_kind,
    case when is_above then 'above-' else 'below-' end || cast(place as string) as reference_code,
    area_name_vi as other_name_vi, rank as other_rank, score as score_low, score as score_high,
    case when score is not null then 'printed' end as basis, null as unknown_reason, source_url as other_url
from around
where place <= 3
union all
select
    {{ key }}, area_id, 'mean' as gap_kind, 'mean' as reference_code, null as other_name_vi, null as other_rank,
    coalesce(printed_mean, mean_score) as score_low, coalesce(printed_mean, mean_score) as score_high,
    case when printed_mean is not null then 'printed' when mean_score is not null then 'all_places' end as basis,
    case when printed_mean is null and mean_score is null then 'field_incomplete' end as unknown_reason, mean_url as other_url
from means
union all
select
    {{ key }}, area_id, 'region_mean' as gap_kind, 'region_mean' as reference_code, group_name_vi as other_name_vi,
    null as other_rank, region_mean as score_low, region_mean as score_high,
    case when region_mean is not null then 'printed' end as basis,
    case
        when group_code is null then 'region_unknown'
        when region_mean is null and has_region_mean then 'sources_disagree'
        when region_mean is null then 'other_unknown'
    end as unknown_reason, region_url as other_url
from means
where is_by_region
union all
select
    {{ key }}, area_id, 'goal' as gap_kind, target_id as reference_code, null as other_name_vi, wanted_rank as other_rank,
    score_low, score_high,
    case when score_low = score_high then 'printed' when score_low is not null or score_high is not null then 'between_places' end as basis,
    unknown_reason, null as other_url
from {{ ref('fct_official_wanted') }}
