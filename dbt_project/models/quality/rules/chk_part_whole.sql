-- One row per rule and part that is larger than its whole; undecided where the whole is missing.
select
    {{ violation_columns(
        "case when f.value is null or w.value is null then 'undecided' else 'fail' end",
        'f.value', '0', 'w.value + f.tolerance') }}
from {{ ref('int_rule_figures') }} as f
left join {{ ref('int_rule_figures') }} as w on {{ same_case('w', 'f') }} and w.role = 'whole'
where f.rule_kind = 'part_whole'
    and f.role = 'part'
    and (
        f.value is null
        or w.value is null
        or {{ exact('f.value') }} > {{ exact('w.value') }} + {{ exact('f.tolerance') }}
    )
