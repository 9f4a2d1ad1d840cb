-- One row per rule and figure outside its limits, which are shares of the population that the codebook has of the area.
-- Silent where the figure is missing or the codebook has no population.
select
    {{ violation_columns("'fail'", 'f.value', 'f.low * a.population', 'f.high * a.population') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('stg_areas') }} as a on a.area_id = f.area_id
where f.rule_kind = 'population_share'
    and f.role = 'subject'
    and (
        {{ exact('f.value') }} < {{ exact('f.low * a.population') }}
        or {{ exact('f.value') }} > {{ exact('f.high * a.population') }}
    )
