{# One field of a JSON object as text; null where it is not there or null. #}
{% macro json_text(object, key) -%}
    {{ return(adapter.dispatch('json_text', 'chiso')(object, key)) }}
{%- endmacro %}

{% macro default__json_text(object, key) -%}
    get_json_object({{ object }}, '$.' || {{ key }})
{%- endmacro %}

{% macro duckdb__json_text(object, key) -%}
    json_extract_string({{ object }}, '$.' || {{ key }})
{%- endmacro %}
