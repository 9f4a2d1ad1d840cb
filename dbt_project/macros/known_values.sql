{# The last and the first figure of a window that is not null; `over (...)` follows. The standard puts `ignore nulls` behind the
   parenthesis, DuckDB within. #}
{% macro last_known(expression) -%}
    {{ return(adapter.dispatch('last_known', 'chiso')(expression)) }}
{%- endmacro %}

{% macro default__last_known(expression) -%}
    last_value({{ expression }}) ignore nulls
{%- endmacro %}

{% macro duckdb__last_known(expression) -%}
    last_value({{ expression }} ignore nulls)
{%- endmacro %}

{% macro first_known(expression) -%}
    {{ return(adapter.dispatch('first_known', 'chiso')(expression)) }}
{%- endmacro %}

{% macro default__first_known(expression) -%}
    first_value({{ expression }}) ignore nulls
{%- endmacro %}

{% macro duckdb__first_known(expression) -%}
    first_value({{ expression }} ignore nulls)
{%- endmacro %}
