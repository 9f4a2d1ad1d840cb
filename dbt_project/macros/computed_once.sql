{# The condition that ends a CTE which several others read. Spark puts a CTE in the place of each mention, so that one of five
   levels with three mentions each is planned 243 times; one that is not deterministic it computes once. DuckDB computes
   every CTE once. #}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once', 'chiso')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
{%- endmacro %}

{% macro spark__computed_once() -%}
    where rand() >= 0
{%- endmacro %}
