-- One row per jump rule and figure that has an admitted figure before it: the last one, with which the rule compares it,
-- and, where that one was itself an unexplained jump, the level that it left.
with based as (
    select
        f.*,
        last_value(case when f.is_admitted then f.slice_id end ignore nulls) over earlier as base_slice_id
    from {{ ref('chk_jump_figure') }} as f
    window earlier as ({{ earlier_figures('f') }})
)

select
    f.rule_code,
    f.version,
    f.slice_id,
    f.base_slice_id,
    base.value as base_value,
    case when not base.is_vouched and {{ is_jump('base', 'before.value') }} then before.value end as level_before_jump
from based as f
inner join based as base
    on base.rule_code = f.rule_code
    and base.version = f.version
    and base.slice_id = f.base_slice_id
left join based as before
    on before.rule_code = base.rule_code
    and before.version = base.version
    and before.slice_id = base.base_slice_id
