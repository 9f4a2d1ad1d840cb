-- One row per rule and reported ratio that differs from the one its parts give; undecided where either is missing.
select
    {{ violation_columns(
        "case when f.value is null or d.value is null then 'undecided' else 'fail' end",
        'f.value', 'd.value - f.tolerance', 'd.value + f.tolerance') }}
from {{ ref('int_rule_figures') }} as f
left join {{ ref('int_rule_figures') }} as d on {{ same_case('d', 'f') }} and d.role = 'derived'
where f.rule_kind = 'reported_derived'
    and f.role = 'reported'
    and (f.value is null or d.value is null or {{ is_apart('f.value', 'd.value', 'f.tolerance') }})
