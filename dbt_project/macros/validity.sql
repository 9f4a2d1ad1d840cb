{# A row of the codebook holds from valid_from until the day before valid_to; without valid_to it holds still. #}
{% macro valid_on(row, date) -%}
    {{ row }}.valid_from <= {{ date }} and {{ not_ended_on(row, date) }}
{%- endmacro %}

{% macro not_ended_on(row, date) -%}
    ({{ row }}.valid_to is null or {{ date }} < {{ row }}.valid_to)
{%- endmacro %}
