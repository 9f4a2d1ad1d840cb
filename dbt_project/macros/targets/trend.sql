{# The height at `at` of the least-squares line through figures y at whole numbers x. Of sums that are exact, so that neither the
   order of rows nor the engine changes a digit; x counts from near the figures, for squares of months since year 0 would cost
   seven digits. Null where all figures have one x. #}
{% macro line_at(y, x, at) -%}
    {%- set n, sx = 'count(*)', 'cast(sum(' ~ x ~ ') as double)' -%}
    {%- set sxx = 'cast(sum((' ~ x ~ ') * (' ~ x ~ ')) as double)' -%}
    {%- set sy, sxy = '(' ~ index_exact_sum(y) ~ ')', '(' ~ index_exact_sum(y ~ ' * (' ~ x ~ ')') ~ ')' -%}
    ({{ sy }} * {{ sxx }} - {{ sx }} * {{ sxy }} + ({{ n }} * {{ sxy }} - {{ sx }} * {{ sy }}) * ({{ at }}))
    / nullif({{ n }} * {{ sxx }} - {{ sx }} * {{ sx }}, 0)
{%- endmacro %}
