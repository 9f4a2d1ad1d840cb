{# A target's number as it is printed: the word of the document, the number or range, the unit. #}
{% macro target_number(alias) -%}
    (case {{ alias }}.operator_word when 'trở lên' then 'từ ' else coalesce(lower({{ alias }}.operator_word) || ' ', '') end
    || {{ printed_number(alias ~ '.low', ',') }}
    || case when {{ alias }}.high is not null then ' - ' || {{ printed_number(alias ~ '.high', ',') }} else '' end
    || case
        when {{ alias }}.kind = 'rank' then
            case {{ alias }}.rank_population when 'unknown' then ' (không ghi số tỉnh)' else '/' || {{ alias }}.rank_population end
        else ' ' || {{ alias }}.uom_symbol_vi
    end
    || case when {{ alias }}.operator_word = 'trở lên' then ' trở lên' else '' end)
{%- endmacro %}

{# A period's place on the line of months, by the month in which it ends: October 2026 is 12 × 2026 + 10. #}
{% macro month_index(date) -%}
    (12 * year({{ date }}) + month({{ date }}))
{%- endmacro %}

{# Open SDG's classes of the ratio between the pace there is and the pace that is needed. #}
{% macro pace_class(ratio) -%}
    case
        when {{ ratio }} is null then null
        when {{ snap(ratio) }} >= 0.95 then 'on_track'
        when {{ snap(ratio) }} >= 0.6 then 'acceleration_needed'
        when {{ snap(ratio) }} >= 0 then 'limited'
        else 'regressing'
    end
{%- endmacro %}

{# The logit of a share within the bounds of its indicator (low_end, span). #}
{% macro logit(column) -%}
    ln(({{ column }} - low_end) / (low_end + span - {{ column }}))
{%- endmacro %}
