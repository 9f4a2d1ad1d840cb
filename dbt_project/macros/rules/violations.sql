{# The columns every rule kind returns, from the subject's row `f`. #}
{% macro violation_columns(outcome, observed, low, high, subject='f') -%}
    {{ subject }}.rule_code,
    {{ subject }}.version,
    {{ subject }}.rule_kind,
    {{ subject }}.severity,
    {{ subject }}.slice_id,
    {{ slice_columns(subject) }},
    {{ outcome }} as outcome,
    cast({{ observed }} as double) as observed,
    cast({{ low }} as double) as expected_low,
    cast({{ high }} as double) as expected_high
{%- endmacro %}

{# Two figures of one rule, one area, one source, one period. #}
{% macro same_case(left, right) -%}
    {{ left }}.rule_code = {{ right }}.rule_code
    and {{ left }}.version = {{ right }}.version
    and {{ left }}.area_id = {{ right }}.area_id
    and {{ left }}.source_code = {{ right }}.source_code
    and {{ left }}.period_code = {{ right }}.period_code
{%- endmacro %}
