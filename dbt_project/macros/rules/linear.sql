{# A column of a cross-check's subject: the first side, or the second where the first one is a sum over communes, which has
   no slice of one sender. #}
{% macro subject_side(alias, column) -%}
    case when {{ alias }}.source_code = 'commune_sum' then {{ alias }}.other_{{ column }} else {{ alias }}.{{ column }} end
{%- endmacro %}

{# The same column of the side that the subject is compared with. #}
{% macro other_side(alias, column) -%}
    case when {{ alias }}.source_code = 'commune_sum' then {{ alias }}.{{ column }} else {{ alias }}.other_{{ column }} end
{%- endmacro %}

{# Before every period: what has no first day is in force from here. #}
{% macro since_ever() -%}
    cast('1900-01-01' as date)
{%- endmacro %}

{# A message with the name of the other side of a cross-check and its reason filled in; other rules have neither. #}
{% macro named_other(message, lang) -%}
    replace(replace({{ message }}, '{other}', coalesce(r.other_{{ lang }}, '')), '{reason}', coalesce(r.reason_{{ lang }}, ''))
{%- endmacro %}
