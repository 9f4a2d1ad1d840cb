{# Statistics of series. `points` names a relation with series_no, point_no and value (and previous, for ratios); a missing
   value is no point. #}

{# Quartiles of type 7 (linear between the order statistics; R's and numpy's default) and Bowley's quartile skewness. #}
{% macro outlier_quartiles(points) -%}
    select
        q.*,
        q.q3 - q.q1 as spread,
        case when q.q3 > q.q1 then (q.q3 + q.q1 - 2 * q.middle) / (q.q3 - q.q1) end as quartile_skewness
    from (
        select
            series_no,
            count(value) as n,
            percentile_cont(0.25) within group (order by value) as q1,
            percentile_cont(0.5) within group (order by value) as middle,
            percentile_cont(0.75) within group (order by value) as q3
        from {{ points }}
        where value is not null
        group by series_no
    ) as q
{%- endmacro %}

{# Tukey's hinges, as R's fivenum gives them: the medians of both halves, each with the middle figure. #}
{% macro outlier_hinges(points) -%}
    select
        series_no,
        max(n) as n,
        avg(case when rank_no in (floor(depth), ceil(depth)) then value end) as q1,
        avg(case when rank_no in (floor(n + 1 - depth), ceil(n + 1 - depth)) then value end) as q3
    from (
        select
            series_no,
            value,
            row_number() over (partition by series_no order by value) as rank_no,
            count(*) over (partition by series_no) as n,
            floor((count(*) over (partition by series_no) + 3) / 2e0) / 2e0 as depth
        from {{ points }}
        where value is not null
    ) as ordered
    group by series_no
{%- endmacro %}

{# The medcouple (Brys, Hubert and Struyf 2004), exactly: the median of the kernel over all pairs of a figure up to the median
   and one from the median on. Of k figures at the median the i-th and j-th give the sign of i + j - 1 - k. For all series
   of `points` n²/4 pairs are made each, so the caller brings only the series that need it. #}
{% macro outlier_medcouple(points) -%}
    select
        low.series_no,
        percentile_cont(0.5) within group (
            order by
                case
                    when low.z = 0 and high.z = 0 then cast(sign(low.tie_no + high.tie_no - 1 - low.n_tie) as double)
                    else (high.z + low.z) / (high.z - low.z)
                end
        ) as medcouple
    from ({{ outlier_centred(points) }}) as low
    inner join ({{ outlier_centred(points) }}) as high
        on high.series_no = low.series_no
        and low.z <= 0
        and high.z >= 0
    group by low.series_no
{%- endmacro %}

{# Deviations z from the median, those of 0 numbered. #}
{% macro outlier_centred(points) -%}
    select
        d.series_no,
        d.z,
        row_number() over (partition by d.series_no, d.z order by d.point_no) as tie_no,
        sum(case when d.z = 0 then 1 else 0 end) over (partition by d.series_no) as n_tie
    from (
        select p.series_no, p.point_no, p.value - q.middle as z
        from {{ points }} as p
        inner join ({{ outlier_quartiles(points) }}) as q on q.series_no = p.series_no
        where p.value is not null
    ) as d
{%- endmacro %}
