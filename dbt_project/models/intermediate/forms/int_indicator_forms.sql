-- One row per indicator and form that brings it: on a row or column of its own, as a ratio both of whose parts stand
-- on the form, or as a sum all of whose parts do.
with direct as (
    select indicator_code, form_code from {{ ref('stg_form_rows') }}
    where indicator_code is not null
    union
    select indicator_code, form_code from {{ ref('stg_form_columns') }}
    where indicator_code is not null
),

sums as (
    select p.indicator_code, d.form_code
    from {{ ref('stg_indicator_parts') }} as p
    inner join direct as d on d.indicator_code = p.part_code
    group by p.indicator_code, d.form_code
    having count(*) = (
            select count(*) from {{ ref('stg_indicator_parts') }} as a
            where a.indicator_code = p.indicator_code
        )
)

select indicator_code, form_code from direct
union
select i.indicator_code, n.form_code
from {{ ref('stg_indicators') }} as i
inner join direct as n on n.indicator_code = i.numerator_code
inner join direct as d on d.indicator_code = i.denominator_code and d.form_code = n.form_code
union
select indicator_code, form_code from sums
