-- One row per rule and version with its messages: its own, else those of its kind. A stated cross-check is a rule, too.
with declared as (
    select
        rule_code, version, rule_kind, severity, tolerance, tolerance_pct, low, high, min_base, wide_low, wide_high,
        missing_strategy, limit_basis, limit_source, message_vi, message_en, valid_from, valid_to,
        cast(null as string) as other_vi,
        cast(null as string) as other_en,
        cast(null as string) as reason_vi,
        cast(null as string) as reason_en
    from {{ ref('stg_rules') }}
    union all
    select
        c.check_code as rule_code,
        1 as version,
        'cross_check' as rule_kind,
        coalesce(c.severity, 'note') as severity,
        0 as tolerance,
        case when c.relation = 'equal' then c.tolerance_pct end as tolerance_pct,
        case when c.relation = 'equal' then 0 end as low,
        0 as high,
        null as min_base,
        null as wide_low,
        null as wide_high,
        'undecided' as missing_strategy,
        'experience' as limit_basis,
        c.reason_vi as limit_source,
        null as message_vi,
        null as message_en,
        {{ since_ever() }} as valid_from,
        null as valid_to,
        i.name_vi || ' (' || s.name_vi || ')' as other_vi,
        i.name_en || ' (' || s.name_en || ')' as other_en,
        c.reason_vi,
        c.reason_en
    from {{ ref('stg_cross_checks') }} as c
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = {{ other_side('c', 'indicator_code') }} and i.valid_to is null
    inner join {{ ref('stg_sources') }} as s on s.source_code = {{ other_side('c', 'source_code') }}
)

select
    r.rule_code,
    r.version,
    r.rule_kind,
    coalesce(k.stage, 'content') as stage,
    r.severity,
    r.tolerance,
    r.tolerance_pct,
    r.low,
    r.high,
    r.min_base,
    r.wide_low,
    r.wide_high,
    coalesce(r.missing_strategy, 'undecided') as missing_strategy,
    r.limit_basis,
    r.limit_source,
    {{ named_other(
        "coalesce(r.message_vi, case when r.tolerance = 0 then k.exact_message_vi end, k.message_vi)", 'vi') }} as message_vi,
    {{ named_other(
        "coalesce(r.message_en, case when r.tolerance = 0 then k.exact_message_en end, k.message_en)", 'en') }} as message_en,
    {{ named_other('k.undecided_message_vi', 'vi') }} as undecided_message_vi,
    {{ named_other('k.undecided_message_en', 'en') }} as undecided_message_en,
    k.note_message_vi,
    k.note_message_en,
    k.question_message_vi,
    k.question_message_en,
    r.valid_from,
    r.valid_to
from declared as r
inner join {{ ref('stg_rule_kinds') }} as k on k.rule_kind = r.rule_kind
