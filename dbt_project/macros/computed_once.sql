{# The condition of a CTE that several others read. Spark puts a CTE in the place of each mention, so that five levels with three
   mentions each are planned 243 times; a CTE that is not deterministic it keeps, and computes once. DuckDB always does. #}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once', 'chiso')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
    true
{%- endmacro %}

{% macro spark__computed_once() -%}
    rand() >= 0
{%- endmacro %}
