{# A number as a person writes it: at most four decimals, no trailing zeros, the language's decimal sign, and its other sign
   between thousands. A text must not stop a build, so a number too large for it is an ellipsis. #}
{% macro printed_number(expression, decimal_sign) -%}
    {%- set exact = 'try_cast(' ~ expression ~ ' as decimal(38, 4))' -%}
    {%- set text = 'cast(abs(' ~ exact ~ ') as string)' -%}
    {%- set part = "trim(trailing '0' from split_part(" ~ text ~ ", '.', 2))" -%}
    coalesce(
        case when {{ exact }} < 0 then '-' else '' end
        || {{ grouped_digits("split_part(" ~ text ~ ", '.', 1)", '.' if decimal_sign == ',' else ',') }}
        || case when {{ part }} = '' then '' else '{{ decimal_sign }}' || {{ part }} end,
        '…'
    )
{%- endmacro %}

{# Digits with a sign between thousands. The engines write the reference to a group differently. #}
{% macro grouped_digits(digits, sign) -%}
    trim(leading '{{ sign }}' from reverse({{ after_each_three('reverse(' ~ digits ~ ')', "'" ~ sign ~ "'") }}))
{%- endmacro %}

{% macro after_each_three(text, sign) -%}
    {{ return(adapter.dispatch('after_each_three', 'chiso')(text, sign)) }}
{%- endmacro %}

{% macro default__after_each_three(text, sign) -%}
    regexp_replace({{ text }}, '([0-9]{3})', '$1' || {{ sign }})
{%- endmacro %}

{% macro duckdb__after_each_three(text, sign) -%}
    regexp_replace({{ text }}, '([0-9]{3})', '\1' || {{ sign }}, 'g')
{%- endmacro %}

{# A rule's message with its figures filled in. #}
{% macro rule_message(template, indicator, area, period, decimal_sign) -%}
    replace(replace(replace(replace(replace(replace(replace({{ template }},
        '{range}', {{ printed_range(decimal_sign) }}),
        '{observed}', {{ printed_number('v.observed', decimal_sign) }}),
        '{expected_low}', {{ printed_number('v.printed_low', decimal_sign) }}),
        '{expected_high}', {{ printed_number('v.printed_high', decimal_sign) }}),
        '{indicator}', {{ indicator }}),
        '{area}', {{ area }}),
        '{period}', {{ period }})
{%- endmacro %}

{# The template of a message. An undecided case, which accuses nobody, has one of its kind, and so have a note or a question
   of a rule that would else be more severe, or whose figure the form explains. #}
{% macro message_of(rules, lang) -%}
    coalesce(
        case
            when v.outcome = 'undecided' then {{ rules }}.undecided_message_{{ lang }}
            when v.severity = {{ rules }}.severity and not v.is_explained then null
            when v.severity = 'note' then {{ rules }}.note_message_{{ lang }}
            when v.severity = 'question' then {{ rules }}.question_message_{{ lang }}
        end,
        {{ rules }}.message_{{ lang }}
    )
{%- endmacro %}

{# What is expected, as part of a sentence: one value, both ends, or the one end that there is. #}
{% macro printed_range(decimal_sign) -%}
    {%- set low, high = printed_number('v.printed_low', decimal_sign), printed_number('v.printed_high', decimal_sign) -%}
    {%- set words = ('bằng ', 'từ ', ' đến ', 'không quá ', 'ít nhất ') if decimal_sign == ',' else ('', 'between ', ' and ', 'at most ', 'at least ') -%}
    case
        when v.printed_low = v.printed_high then '{{ words[0] }}' || {{ low }}
        when v.printed_low is null then '{{ words[3] }}' || {{ high }}
        when v.printed_high is null then '{{ words[4] }}' || {{ low }}
        else '{{ words[1] }}' || {{ low }} || '{{ words[2] }}' || {{ high }}
    end
{%- endmacro %}
