-- One row per rule and version with its messages: its own, else those of its kind.
select
    r.rule_code,
    r.version,
    r.rule_kind,
    r.severity,
    r.tolerance,
    r.low,
    r.high,
    r.min_base,
    r.wide_low,
    r.wide_high,
    coalesce(r.missing_strategy, 'undecided') as missing_strategy,
    r.limit_basis,
    r.limit_source,
    coalesce(r.message_vi, case when r.tolerance = 0 then k.exact_message_vi end, k.message_vi) as message_vi,
    coalesce(r.message_en, case when r.tolerance = 0 then k.exact_message_en end, k.message_en) as message_en,
    k.undecided_message_vi,
    k.undecided_message_en,
    k.note_message_vi,
    k.note_message_en,
    k.question_message_vi,
    k.question_message_en,
    r.valid_from,
    r.valid_to
from {{ ref('stg_rules') }} as r
inner join {{ ref('stg_rule_kinds') }} as k on k.rule_kind = r.rule_kind
