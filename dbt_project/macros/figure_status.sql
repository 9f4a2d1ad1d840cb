{# The place of a figure status among them, least final first, or the status at a place. The list is that of FIGURE_STATUS in
   pipelines/vocabulary.py; a test compares them. #}
{% macro figure_status_case(expression, is_status) -%}
    case {{ expression }}
    {%- for status in ['uoc', 'so_bo', 'chinh_thuc'] %}
        {%- if is_status %} when '{{ status }}' then {{ loop.index }}{% else %} when {{ loop.index }} then '{{ status }}'{% endif %}
    {%- endfor %} end
{%- endmacro %}

{# The less final of two figure statuses; one that is null says nothing. #}
{% macro least_final(left, right) -%}
    {{ figure_status_case('least(' ~ figure_status_case(left, true) ~ ', ' ~ figure_status_case(right, true) ~ ')', false) }}
{%- endmacro %}

{# The least final figure status of a group. #}
{% macro least_final_of(expression) -%}
    {{ figure_status_case('min(' ~ figure_status_case(expression, true) ~ ')', false) }}
{%- endmacro %}
