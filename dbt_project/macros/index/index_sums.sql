{# Sums whose last digit does not hang on the order of the rows: an old edition's scores stay to the byte whatever rows
   and plans come with a new one. #}

{# For many rows, of scores and weights: added as decimals of 18 places, which is exact. What is below 1e-3 (unscaled
   figures per dong of GRDP) is first made greater by a power of two, so it keeps its digits; 1e16 and more, which no
   score reaches, as doubles. Nothing to add is 0. #}
{% macro index_exact_sum(expression) -%}
    {%- set size = 'abs(' ~ expression ~ ')' -%}
    {%- set two_60 = '1152921504606846976e0' -%}
    coalesce(cast(sum(cast(case when {{ size }} >= 1e-3 and {{ size }} < 1e16 then {{ expression }} end as decimal(38, 18))) as double), 0)
    + coalesce(cast(sum(cast(case when {{ size }} < 1e-3 then {{ expression }} * {{ two_60 }} end as decimal(38, 18))) as double) / {{ two_60 }}, 0)
    + coalesce(sum(case when {{ size }} >= 1e16 then {{ expression }} end), 0)
{%- endmacro %}

{# For a column's own figures, of any magnitude: added in the order of `key`, lost digits carried (Kahan), as R adds in
   more than double precision. #}
{% macro index_steady_sum(expression, key) -%}
    {{ return(adapter.dispatch('index_steady_sum', 'chiso')(expression, key)) }}
{%- endmacro %}

{% macro default__index_steady_sum(expression, key) -%}
    sum({{ expression }})
{%- endmacro %}

{% macro duckdb__index_steady_sum(expression, key) -%}
    fsum({{ expression }} order by {{ key }})
{%- endmacro %}

{% macro spark__index_steady_sum(expression, key) -%}
    aggregate(
        sort_array(filter(collect_list(struct({{ key }} as k, cast({{ expression }} as double) as v)), x -> x.v is not null)),
        named_struct('s', 0D, 'c', 0D),
        (a, x) -> named_struct('s', a.s + (x.v - a.c), 'c', ((a.s + (x.v - a.c)) - a.s) - (x.v - a.c)),
        a -> a.s
    )
{%- endmacro %}
