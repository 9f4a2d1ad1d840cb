{# The texts of a group as one, in the order of `order_by` (of the texts themselves where none is given), each once if
   `distinct`. Null where the group has none. #}
{% macro joined_texts(text, separator, order_by=none, distinct=false) -%}
    {{ return(adapter.dispatch('joined_texts', 'chiso')(text, "'" ~ separator ~ "'", order_by or text, distinct)) }}
{%- endmacro %}

{% macro default__joined_texts(text, separator, order_by, distinct) -%}
    string_agg({{ 'distinct ' if distinct }}{{ text }}, {{ separator }} order by {{ order_by }})
{%- endmacro %}

{# Spark's listagg takes no other order together with distinct. #}
{% macro spark__joined_texts(text, separator, order_by, distinct) -%}
    {%- if distinct -%}
        nullif(array_join(sort_array(collect_set({{ text }})), {{ separator }}), '')
    {%- else -%}
        listagg({{ text }}, {{ separator }}) within group (order by {{ order_by }})
    {%- endif -%}
{%- endmacro %}
