{# Whether a number is nothing in six decimals, with which figures are added: what a formula such as 0.3 - 0.1 - 0.2 leaves
   is no quantity to divide by, and its quotient would be beyond the range of every decimal. #}
{% macro is_zero(expression) -%}
    abs({{ expression }}) < 0.0000005
{%- endmacro %}

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
