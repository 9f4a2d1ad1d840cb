-- One row per rule and version.
select rule_code, version, rule_kind, severity, tolerance, low, high, min_base, message_vi, message_en, valid_from, valid_to
from {{ ref('int_rules') }}
