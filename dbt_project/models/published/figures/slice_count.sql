-- One row per form and period with slices due: their number by state after the rules have spoken.
select
    s.form_code,
    s.period_code,
    count(*) as n_due,
    count(*) filter (where s.state = 'current') as n_current,
    count(*) filter (where s.state = 'held') as n_held,
    count(*) filter (where s.state = 'missing') as n_missing,
    count(*) filter (where s.state = 'not_due') as n_not_due
from {{ ref('fct_slice') }} as s
where s.form_code is not null and s.state <> 'not_applicable'
group by s.form_code, s.period_code
