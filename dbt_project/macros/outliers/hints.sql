{# Simple errors that would explain a figure far from what is expected. #}

{% macro outlier_near(candidate, expected) -%}
    3 * ({{ candidate }}) between 2 * {{ expected }} and 4.5e0 * {{ expected }}
{%- endmacro %}

{# Two adjacent digits exchanged, of a whole number: the digit of 10^k and the one before it. #}
{% macro outlier_exchanged(value, k) -%}
    {%- set digit, before = outlier_digit(value, k), outlier_digit(value, k + 1) -%}
    ({{ value }} + ({{ digit }} - {{ before }}) * 9e{{ k }})
{%- endmacro %}

{% macro outlier_digit(value, k) -%}
    (floor({{ value }} / 1e{{ k }}) - 10 * floor({{ value }} / 1e{{ k + 1 }}))
{%- endmacro %}

{# The figure without the simple error that brings it near the expected one: the power of ten of a wrong unit, the sign (two
   thirds to three halves of it), two adjacent digits of a whole number (within a twentieth); null if none does. #}
{% macro outlier_repair(value, expected) -%}
    case
        when {{ expected }} > 0 and {{ outlier_near('(- ' ~ value ~ ')', expected) }} then - {{ value }}
        {%- for power in [1, 2, 3, 6] %}
        when {{ expected }} > 0 and {{ outlier_near(value ~ ' / 1e' ~ power, expected) }} then {{ value }} / 1e{{ power }}
        when {{ expected }} > 0 and {{ outlier_near(value ~ ' * 1e' ~ power, expected) }} then {{ value }} * 1e{{ power }}
        {%- endfor %}
        {%- for k in [5, 4, 3, 2, 1, 0] %}
        when {{ value }} >= 1e{{ k + 1 }} and {{ value }} < 1e7 and {{ value }} = floor({{ value }})
            and {{ outlier_exchanged(value, k) }} between 0.95e0 * {{ expected }} and 1.05e0 * {{ expected }}
            then {{ outlier_exchanged(value, k) }}
        {%- endfor %}
    end
{%- endmacro %}

{# Which error that was, from the figure and the repaired one. #}
{% macro outlier_hint(value, repair) -%}
    case
        when {{ repair }} = - {{ value }} then 'sign'
        {%- for power, word in [(1, 'tenfold'), (2, 'hundredfold'), (3, 'thousandfold'), (6, 'millionfold')] %}
        when {{ repair }} = {{ value }} / 1e{{ power }} or {{ repair }} = {{ value }} * 1e{{ power }} then '{{ word }}'
        {%- endfor %}
        when {{ repair }} is not null then 'transposition'
    end
{%- endmacro %}
