-- One row per concept family, size of field and area: its printed place in the edition of which most places were printed.
-- `area_id` is the area that the province belongs to today.
with editions as (
    select f.family_code, r.rank_population, r.year
    from {{ ref('stg_published_ranks') }} as r
    inner join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = r.indicator_code
    inner join {{ ref('int_concept_family') }} as f on f.concept_code = c.concept_code and f.steps = 0
    group by f.family_code, r.rank_population, r.year
    qualify row_number() over (
            partition by f.family_code, r.rank_population
            order by count(r.rank) desc, r.year desc
        ) = 1
)

select e.family_code, e.rank_population, e.year, r.rank, r.score, coalesce(l.to_id, r.area_id) as area_id
from editions as e
inner join {{ ref('int_concept_family') }} as f on f.family_code = e.family_code and f.steps = 0
inner join {{ ref('stg_indicator_concepts') }} as c on c.concept_code = f.concept_code
inner join {{ ref('stg_published_ranks') }} as r
    on r.indicator_code = c.indicator_code
    and r.rank_population = e.rank_population
    and r.year = e.year
left join {{ ref('stg_area_links') }} as l on l.from_id = r.area_id
