-- One row per rule and slice that left the band around the median of its last six admitted figures. With no admitted earlier
-- figure there is nothing to judge: the first month and a year's first cumulative month are silent. No jump is what lies in
-- the band around the last confirmed figure before it, or around one of its own level. With an explanation on the form, its own
-- or one of its level, it is a note inside the wide band, and outside a question if the explanation gives a reason.
with judged as (
    select
        r.rule_code, r.version, r.rule_kind, r.slice_id, {{ slice_columns('r') }}, r.value, r.low, r.high, b.base_value,
        case
            when r.severity = 'note' or not f.is_explained then r.severity
            when {{ exact('r.value') }} >= {{ exact('f.wide_low * b.base_value') }}
                and {{ exact('r.value') }} <= {{ exact('f.wide_high * b.base_value') }} then 'note'
            when f.is_reasoned then 'question'
            else r.severity
        end as severity
    from {{ ref('int_rule_figures') }} as r
    inner join {{ ref('chk_jump_figure') }} as f
        on f.rule_code = r.rule_code
        and f.version = r.version
        and f.slice_id = r.slice_id
    inner join {{ ref('chk_jump_baseline') }} as b
        on b.rule_code = r.rule_code
        and b.version = r.version
        and b.slice_id = r.slice_id
    where r.rule_kind = 'jump'
        and r.role = 'subject'
        and {{ is_jump('r', 'b.base_value') }}
        and (f.confirmed_before is null or {{ is_jump('r', 'f.confirmed_before') }})
        and (f.is_confirmed or f.confirmed_level is null or {{ is_jump('r', 'f.confirmed_level') }})
)

select
    {{ violation_columns("'fail'", 'f.value', 'f.low * f.base_value', 'f.high * f.base_value') }}
from judged as f
