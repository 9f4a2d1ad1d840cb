-- One row per rule and slice that left the band around its last admitted earlier figure without an explanation on the form.
-- With no admitted earlier figure there is nothing to judge: the first month and a year's first cumulative month are silent.
-- Coming back is no jump: where that earlier figure was itself an unexplained jump, its own accusation is enough.
select
    {{ violation_columns("'fail'", 'f.value', 'f.low * b.base_value', 'f.high * b.base_value') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('chk_jump_baseline') }} as b
    on b.rule_code = f.rule_code
    and b.version = f.version
    and b.slice_id = f.slice_id
where f.rule_kind = 'jump'
    and f.role = 'subject'
    and f.explanation is null
    and {{ is_jump('f', 'b.base_value') }}
    and (b.level_before_jump is null or {{ is_jump('f', 'b.level_before_jump') }})
