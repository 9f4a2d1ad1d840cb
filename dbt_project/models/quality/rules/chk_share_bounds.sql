-- One row per rule and slice outside its bounds; a figure that is missing is another check's matter.
select
    {{ violation_columns("'fail'", 'f.value', 'f.low', 'f.high') }}
from {{ ref('int_rule_figures') }} as f
where f.rule_kind = 'share_bounds'
    and f.role = 'subject'
    and (
        {{ exact('f.value') }} < {{ exact('f.low') }} - {{ exact('coalesce(f.tolerance, 0)') }}
        or {{ exact('f.value') }} > {{ exact('f.high') }} + {{ exact('coalesce(f.tolerance, 0)') }}
    )
