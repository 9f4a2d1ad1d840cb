-- One row per area of the province, count and period: the headline count per 1,000 people, where the population is known.
-- The population of a commune is what the codebook states; where it states none, there is no figure, and no estimate.
select
    v.area_id,
    v.area_name_vi,
    v.area_level,
    v.indicator_code,
    v.indicator_name_vi,
    v.period_code,
    v.value,
    v.unit_vi,
    a.population,
    cast(1000 * v.value / nullif(a.population, 0) as double) as per_1000,
    case
        when a.population is not null then 'Dân số theo danh mục địa bàn'
        when a.level = 'commune' then 'Chưa có dân số xã'
        else 'Chưa có dân số'
    end as population_note_vi,
    case when a.population is not null then 'population of the codebook' else 'population not known' end as population_note_en
from {{ ref('planner_value') }} as v
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
inner join {{ ref('stg_builds') }} as b on b.province_area_id in (a.area_id, a.parent_id)
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = v.indicator_code and i.valid_to is null and i.stock_flow in ('stock', 'flow')
