{# A number as a person writes it: at most four decimals, no trailing zeros, the language's decimal sign. A text must not
   stop a build, so a number too large for it is an ellipsis. #}
{% macro printed_number(expression, decimal_sign) -%}
    coalesce(replace(trim(trailing '.' from trim(trailing '0' from cast(try_cast({{ expression }} as decimal(38, 4)) as string))), '.', '{{ decimal_sign }}'), '…')
{%- endmacro %}

{# A rule's message with its figures filled in. #}
{% macro rule_message(template, indicator, area, period, decimal_sign) -%}
    replace(replace(replace(replace(replace(replace({{ template }},
        '{observed}', {{ printed_number('v.observed', decimal_sign) }}),
        '{expected_low}', {{ printed_number('v.expected_low', decimal_sign) }}),
        '{expected_high}', {{ printed_number('v.expected_high', decimal_sign) }}),
        '{indicator}', {{ indicator }}),
        '{area}', {{ area }}),
        '{period}', {{ period }})
{%- endmacro %}
