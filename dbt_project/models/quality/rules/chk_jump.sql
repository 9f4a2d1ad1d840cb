-- One row per rule and slice that left the band around its previous period without an explanation on the form.
-- With no earlier figure there is nothing to judge: the first month and a year's first cumulative month are silent.
-- Coming back is no jump: where the period before was itself an unexplained jump, its own accusation is enough.
select
    {{ violation_columns("'fail'", 'f.value', 'f.low * previous.value', 'f.high * previous.value') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('stg_measures') }} as m on m.measure_code = f.measure_code
inner join {{ ref('int_figures') }} as previous
    on {{ same_series('previous', 'f') }}
    and previous.period_code = f.previous_code
inner join {{ ref('stg_periods') }} as p on p.period_code = f.previous_code
left join {{ ref('int_figures') }} as before
    on {{ same_series('before', 'f') }}
    and before.period_code = p.previous_code
    and f.value between f.low * before.value and f.high * before.value
    and (previous.value < f.low * before.value or previous.value > f.high * before.value)
    and previous.explanation is null
where f.rule_kind = 'jump'
    and f.role = 'subject'
    and f.explanation is null
    and before.value is null
    and not (f.is_year_start and m.own_measure_code is not null)
    and abs(f.value - previous.value) > coalesce(f.min_base, 0)
    and (f.value < f.low * previous.value or f.value > f.high * previous.value)
