-- One row per rule and figure of a year for which its publisher issues none.
select
    {{ violation_columns("'fail'", 'f.value', 'null', 'null') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('int_availability') }} as a
    on a.indicator_code = f.indicator_code
    and a.period_code = f.period_code
where f.rule_kind = 'never_published'
    and f.role = 'subject'
    and f.value is not null
    and not a.is_published_year
