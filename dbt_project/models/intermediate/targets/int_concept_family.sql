-- One row per concept and itself or a concept above it along `kind_of`: what is narrower than what, and the family.
-- Two targets speak of the same thing when their concepts have one family; `part_of` leads to another thing.
with recursive climb as (
    select concept_code, concept_code as above_code, 0 as steps
    from {{ ref('stg_concepts') }}
    union all
    select c.concept_code, u.parent_code as above_code, c.steps + 1 as steps
    from climb as c
    inner join {{ ref('stg_concepts') }} as u on u.concept_code = c.above_code
    where u.relation = 'kind_of' and c.steps < 20
)

select
    concept_code,
    above_code,
    steps,
    first_value(above_code) over (partition by concept_code order by steps desc) as family_code
from climb
