-- One row per rule and figure that rests on fewer answers than the rule asks for; undecided where their number is missing.
-- What is observed is the number of answers. It accuses the figures that rest on it and not itself.
select
    {{ violation_columns(
        "case when n.value is null then 'undecided' else 'fail' end", 'n.value', 'f.low', 'null') }}
from {{ ref('int_rule_figures') }} as f
left join {{ ref('int_rule_figures') }} as n on {{ same_case('n', 'f') }} and n.role = 'sample'
where f.rule_kind = 'minimum_sample'
    and f.role = 'subject'
    and f.value is not null
    and (n.value is null or {{ exact('n.value') }} < {{ exact('f.low') }})
