{# A figure snapped to 12 significant digits: ranks and comparisons must not hang on the order of a sum. #}
{% macro snap(expression) -%}
    {{ return(adapter.dispatch('snap', 'chiso')(expression)) }}
{%- endmacro %}

{% macro default__snap(expression) -%}
    cast(format_string('%.11e', {{ expression }}) as double)
{%- endmacro %}

{% macro duckdb__snap(expression) -%}
    cast(format('{:.11e}', {{ expression }}) as double)
{%- endmacro %}
