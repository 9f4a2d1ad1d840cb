{# Skewness and excess kurtosis, both type 2 (Excel's SKEW and KURT), from a count and sums of powers of the deviations. #}
{% macro index_skewness(n, s2, s3) -%}
    sqrt({{ n }}) * {{ s3 }} / power({{ s2 }}, 1.5) * sqrt(cast({{ n }} as double) * ({{ n }} - 1)) / ({{ n }} - 2)
{%- endmacro %}

{% macro index_kurtosis(n, s2, s4) -%}
    (({{ n }} + 1) * ({{ n }} * {{ s4 }} / ({{ s2 }} * {{ s2 }}) - 3) + 6) * ({{ n }} - 1) / (cast({{ n }} - 2 as double) * ({{ n }} - 3))
{%- endmacro %}

{# The outlier test over `points` (key columns, value, n_point): n, least, most, skewness and kurtosis of each key,
   the last two null where there are fewer than four points or no range at 12 digits. Three passes: the extremes, the mean
   as a distance from the least (a plain sum of 51 figures about 1e6 moves their mean by 1e-10), the deviations. #}
{% macro index_moments(points, keys) -%}
    select
        {{ keys }}, n, least, most,
        case when n >= 4 and {{ snap('most') }} > {{ snap('least') }} then {{ index_skewness('n', 's2', 's3') }} end as skew,
        case when n >= 4 and {{ snap('most') }} > {{ snap('least') }} then {{ index_kurtosis('n', 's2', 's4') }} end as kurtosis
    from (
        select
            {{ keys }}, n, least, most,
            {{ index_steady_sum('n_point * d * d', 'd') }} as s2,
            {{ index_steady_sum('n_point * d * d * d', 'd') }} as s3,
            {{ index_steady_sum('n_point * d * d * d * d', 'd') }} as s4
        from (
            select {{ keys }}, n_point, m.n, m.least, m.most, value - m.mean as d
            from {{ points }}
            inner join (
                select
                    {{ keys }}, b.n, b.least, b.most,
                    b.least + {{ index_steady_sum('n_point * (value - b.least)', 'value') }} / b.n as mean
                from {{ points }}
                inner join (
                    select {{ keys }}, sum(n_point) as n, min(value) as least, max(value) as most
                    from {{ points }}
                    group by {{ keys }}
                ) as b using ({{ keys }})
                group by {{ keys }}, b.n, b.least, b.most
            ) as m using ({{ keys }})
        ) as deviations
        group by {{ keys }}, n, least, most
    ) as sums
{%- endmacro %}

{# Whether a tested column passes: the skewness or the kurtosis is below its threshold; null where neither is known. #}
{% macro index_passes(alias, method) -%}
    {{ snap('abs(' ~ alias ~ '.skew)') }} < {{ snap(method ~ '.treat_skew_threshold') }}
    or {{ snap(alias ~ '.kurtosis') }} < {{ snap(method ~ '.treat_kurtosis_threshold') }}
{%- endmacro %}
