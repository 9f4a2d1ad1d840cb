-- One row per reported slice that is published while its sender is asked about it, and which rules ask.
select
    a.slice_id,
    {{ joined_texts('a.rule_code', ' ', distinct=true) }} as rule_codes
from ({{ open_accusations('question') }}) as a
group by a.slice_id
