-- One row per rule and version.
select
    rule_code,
    version,
    rule_kind,
    stage,
    severity,
    tolerance,
    tolerance_pct,
    low,
    high,
    min_base,
    wide_low,
    wide_high,
    missing_strategy,
    limit_basis,
    limit_source,
    message_vi,
    message_en,
    valid_from,
    valid_to
from {{ ref('int_rules') }}
