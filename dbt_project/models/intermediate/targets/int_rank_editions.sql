-- One row per concept family, size of field and area: its printed place in the edition of which most places were printed.
-- `area_id` is the area that the province belongs to today. Figures of low confidence are left out.
with printed as (
    select
        f.family_code,
        s.n_field,
        cast(year(p.start_date) as bigint) as year,
        s.rank,
        s.value as score,
        coalesce(l.to_id, s.area_id) as area_id
    from {{ ref('stg_published_scores') }} as s
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    inner join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = s.indicator_code
    inner join {{ ref('int_concept_family') }} as f on f.concept_code = c.concept_code and f.steps = 0
    left join {{ ref('stg_area_links') }} as l on l.from_id = s.area_id
    where s.confidence <> 'low'
),

counted as (
    select family_code, n_field, year, count(rank) as n_ranks
    from printed
    group by family_code, n_field, year
),

editions as (
    select family_code, n_field, year
    from counted
    qualify row_number() over (partition by family_code, n_field order by n_ranks desc, year desc) = 1
)

select p.*
from printed as p
inner join editions as e on e.family_code = p.family_code and e.n_field = p.n_field and e.year = p.year
