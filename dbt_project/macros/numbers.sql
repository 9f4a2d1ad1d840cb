{# Whether a number is nothing in six decimals, with which figures are added: what a formula such as 0.3 - 0.1 - 0.2 leaves
   is no quantity to divide by, and its quotient would be beyond the range of every decimal. #}
{% macro is_zero(expression) -%}
    abs({{ expression }}) < 0.0000005
{%- endmacro %}

{# A figure as it is added and compared: six decimals, exactly. In doubles 0.1 + 0.2 is more than 0.3. #}
{% macro exact(expression) -%}
    cast({{ expression }} as decimal(38, 6))
{%- endmacro %}

{# What share of a group of commune figures is of the period itself, 0 to 1: by value, of a ratio by its denominator; absent
   areas count with their last admitted value. Where all of that is 0, by number of areas. #}
{% macro current_share(alias) -%}
    {%- set size = exact('abs(coalesce(' ~ alias ~ '.denominator, ' ~ alias ~ '.value))') -%}
    case
        when coalesce(sum({{ size }}), 0) = 0 then cast(sum(case when {{ alias }}.is_carried then 0 else 1 end) as double) / count(*)
        else cast(sum(case when {{ alias }}.is_carried then 0 else {{ size }} end) as double) / cast(sum({{ size }}) as double)
    end
{%- endmacro %}

{# A figure snapped to 40 binary digits, about 12 decimal ones: ranks and comparisons must not hang on the order of a sum.
   Veltkamp's splitting by 2^13 + 1: only IEEE products and differences, so every engine gives the same bits, where
   formatting as text rounds ties of 13 digits differently. Relative error at most 2^-40; not for figures above 1e304.
   For comparisons and orders only, and both sides are snapped: 0.95 itself is not on the grid. #}
{% macro snap(expression) -%}
    {%- set x = 'cast(' ~ expression ~ ' as double)' -%}
    ({{ x }} * 8193e0 - ({{ x }} * 8193e0 - {{ x }}))
{%- endmacro %}

{# Sum over the first digits d of a group's figures of n² / p, p = log10(1 + 1/d) being their shares by Benford's law. By the
   number of figures, less that number, it is chi-square. #}
{% macro benford_sum(first_digit) -%}
    {%- for digit in range(1, 10) -%}
        {{ ' + ' if not loop.first }}power(count(*) filter (where {{ first_digit }} = '{{ digit }}'), 2) / log10(1 + 1e0 / {{ digit }})
    {%- endfor -%}
{%- endmacro %}
