-- One row per rule, severity, outcome and waiver: how many slices it accused; a rule that found nothing has one row with zero.
select
    r.rule_code,
    r.version,
    r.rule_kind,
    coalesce(v.severity, r.severity) as severity,
    coalesce(v.outcome, 'none') as outcome,
    coalesce(v.is_waived, false) as is_waived,
    count(v.violation_id) as n_violations
from {{ ref('stg_rules') }} as r
left join {{ ref('chk_violation') }} as v on v.rule_code = r.rule_code and v.version = r.version
group by r.rule_code, r.version, r.rule_kind, coalesce(v.severity, r.severity), coalesce(v.outcome, 'none'), coalesce(v.is_waived, false)
