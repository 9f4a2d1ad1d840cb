-- One row per rule and slice that left the band around its previous period without an explanation on the form.
-- With no earlier figure there is nothing to judge: the first month and a year's first cumulative month are silent.
select
    {{ violation_columns("'fail'", 'f.value', 'f.low * previous.value', 'f.high * previous.value') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('stg_measures') }} as m on m.measure_code = f.measure_code
inner join {{ ref('int_figures') }} as previous
    on {{ same_series('previous', 'f') }}
    and previous.period_code = f.previous_code
where f.rule_kind = 'jump'
    and f.role = 'subject'
    and f.explanation is null
    and not (f.is_year_start and m.own_measure_code is not null)
    and abs(f.value - previous.value) > coalesce(f.min_base, 0)
    and (f.value < f.low * previous.value or f.value > f.high * previous.value)
