{# A target's number as it is printed: the word of the document (or of its operator), the number or range, the unit. #}
{% macro target_number(alias) -%}
    {%- set upwards -%}
        ({{ alias }}.operator_word = 'trở lên' or {{ alias }}.operator = 'ge' and coalesce({{ alias }}.operator_word, 'từ') = 'từ')
    {%- endset -%}
    (case
        when {{ alias }}.kind = 'rank' then coalesce(lower({{ alias }}.operator_word), 'hạng') || ' '
        when {{ upwards }} then 'từ '
        when {{ alias }}.operator = 'between' then ''
        when {{ alias }}.operator_word is not null then lower({{ alias }}.operator_word) || ' '
        else case {{ alias }}.operator when 'gt' then 'trên ' when 'le' then 'không quá ' when 'about' then 'khoảng ' else '' end
    end
    || {{ printed_number(alias ~ '.low', ',') }}
    || case when {{ alias }}.high is not null then ' - ' || {{ printed_number(alias ~ '.high', ',') }} else '' end
    || case
        when {{ alias }}.kind <> 'rank' then ' ' || {{ alias }}.uom_symbol_vi
        when {{ alias }}.operator_word = 'thuộc nhóm' then ' dẫn đầu'
        else ''
    end
    || case
        when {{ alias }}.rank_population is null then ''
        when {{ alias }}.rank_population = 'unknown' then ' (không ghi số tỉnh)'
        when {{ alias }}.operator_word = 'thuộc nhóm' then ' trong ' || {{ alias }}.rank_population || ' tỉnh'
        else '/' || {{ alias }}.rank_population
    end
    || case when {{ alias }}.kind <> 'rank' and {{ upwards }} then ' trở lên' else '' end)
{%- endmacro %}

{# A figure beside a target's headline: with its unit, indicator, source and period (the aliases of fct_target_beside). #}
{% macro beside_sentence(lang) -%}
    {{ printed_number('round(v.value, 2)', ',' if lang == 'vi' else '.') }} || ' ' || u.symbol_{{ lang }} || ' (' || i.name_{{ lang }}
        || '; ' || o.name_{{ lang }} || '; {{ 'kỳ' if lang == 'vi' else 'period' }} ' || v.period_code || ')'
{%- endmacro %}

{# A period's place on the line of months, by the month in which it ends: October 2026 is 12 × 2026 + 10. #}
{% macro month_index(date) -%}
    cast(12 * year({{ date }}) + month({{ date }}) as bigint)
{%- endmacro %}

{# Open SDG's classes of the ratio between the pace there is and the pace that is needed. #}
{% macro pace_class(ratio) -%}
    case
        when {{ ratio }} is null then null
        when {{ snap(ratio) }} >= {{ snap('0.95') }} then 'on_track'
        when {{ snap(ratio) }} >= {{ snap('0.6') }} then 'acceleration_needed'
        when {{ snap(ratio) }} >= 0 then 'limited'
        else 'regressing'
    end
{%- endmacro %}

{# The class of a target as it is published: of one without a figure why there is none (the aliases of target_progress). #}
{% macro class_of_target() -%}
    coalesce(
        c.progress_class,
        case when t.binding = 'dropped' then 'dropped' when t.horizon_to < year(p.end_date) then 'unmeasured' else 'no_data' end
    )
{%- endmacro %}

{# The logit of a share within the bounds of its indicator (low_end, span). #}
{% macro logit(column) -%}
    ln(({{ column }} - low_end) / (low_end + span - {{ column }}))
{%- endmacro %}

{# Whether a figure reaches "about N": it does where, rounded to the decimals that N is printed with, it is at least N. #}
{% macro reaches_about(value, number) -%}
    case
        {%- for digits in range(3) %}
        when {{ number }} = round({{ number }}, {{ digits }})
            then {{ snap('round(' ~ value ~ ', ' ~ digits ~ ')') }} >= {{ snap(number) }}
        {%- endfor %}
        else {{ snap(value) }} >= {{ snap(number) }}
    end
{%- endmacro %}
