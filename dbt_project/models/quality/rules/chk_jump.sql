-- One row per rule and slice that left the band around the median of its last six admitted figures. With no admitted earlier
-- figure there is nothing to judge: the first month and a year's first cumulative month are silent. No jump is what lies in
-- the band around the last confirmed figure before it, or around one of its own level. An explanation on the form, its own
-- or one of its level, lowers the severity: inside the wide band to a question, to a note if it gives a reason; outside to a
-- question if it gives a reason.
with judged as (
    select
        r.rule_code, r.version, r.rule_kind, r.slice_id, {{ slice_columns('r') }}, r.value, r.low, r.high, b.base_value,
        case when r.low = r.high then coalesce(r.min_base, 0) else 0 end as step, -- a rule about the difference alone
        case
            when r.severity = 'note' or not f.is_explained then r.severity
            when f.is_reasoned and {{ is_in_wide_band('r.value', 'f', 'b') }} then 'note'
            when f.is_reasoned or {{ is_in_wide_band('r.value', 'f', 'b') }} then 'question'
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
    {{ violation_columns(
        "'fail'", 'f.value',
        'f.low * f.base_value - f.step', 'f.high * f.base_value + f.step') }}
from judged as f
