{# The day in Vietnam (UTC+7, no summer time) of a UTC timestamp. #}
{% macro local_date(timestamp) -%}
    cast({{ timestamp }} + interval '7' hour as date)
{%- endmacro %}

{# The key of a duty. #}
{% macro duty_columns(alias) -%}
    {{ alias }}.duty_code, {{ alias }}.reporter_code, {{ alias }}.period_code
{%- endmacro %}

{% macro same_duty(left, right) -%}
    {{ left }}.duty_code = {{ right }}.duty_code
    and {{ left }}.reporter_code = {{ right }}.reporter_code
    and {{ left }}.period_code = {{ right }}.period_code
{%- endmacro %}

{# What is known from one ledger position until another, at a third. #}
{% macro known_at(row, seq) -%}
    {{ row }}.known_from_seq <= {{ seq }} and ({{ row }}.known_to_seq is null or {{ row }}.known_to_seq > {{ seq }})
{%- endmacro %}
