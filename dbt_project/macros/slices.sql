{# The series key S, in the one order used everywhere. #}
{% macro series_columns(alias=none) -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    {{ prefix }}area_id, {{ prefix }}indicator_code, {{ prefix }}breakdown_code, {{ prefix }}measure_code, {{ prefix }}source_code
{%- endmacro %}

{# S and the period: a slice. #}
{% macro slice_columns(alias=none) -%}
    {{ series_columns(alias) }}, {{ alias ~ '.' if alias else '' }}period_code
{%- endmacro %}

{# Equality of two slices' series. #}
{% macro same_series(left, right) -%}
    {{ left }}.area_id = {{ right }}.area_id
    and {{ left }}.indicator_code = {{ right }}.indicator_code
    and {{ left }}.breakdown_code = {{ right }}.breakdown_code
    and {{ left }}.measure_code = {{ right }}.measure_code
    and {{ left }}.source_code = {{ right }}.source_code
{%- endmacro %}

{% macro same_slice(left, right) -%}
    {{ same_series(left, right) }}
    and {{ left }}.period_code = {{ right }}.period_code
{%- endmacro %}

{# One text for a slice, readable in a query's result. #}
{% macro slice_id(alias=none) -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    {{ prefix }}area_id || '|' || {{ prefix }}indicator_code || '|' || {{ prefix }}breakdown_code || '|' || {{ prefix }}measure_code || '|' || {{ prefix }}source_code || '|' || {{ prefix }}period_code
{%- endmacro %}

{# The slice of a part of a ratio: that of the ratio with the part's indicator. #}
{% macro part_slice_id(alias, part_code) -%}
    {{ alias }}.area_id || '|' || {{ part_code }} || '|' || {{ alias }}.breakdown_code || '|' || {{ alias }}.measure_code || '|' || {{ alias }}.source_code || '|' || {{ alias }}.period_code
{%- endmacro %}
