{# The methods. Each returns every point of `points` with a value: what is compared (`score`) with its centre and limits, and
   `expected`, the centre in the figure's own unit. `low` and `high` are null where the method cannot judge. #}

{# Hidiroglou and Berthelot: effects E = s · max(previous, value)^U of the ratios r = value / previous, where s is r / median - 1
   from the median on and 1 - median / r below it. Limits are C quantile distances from the median effect, a distance being at
   least A times that effect. Pairs that are not positive or smaller than `size_low` stand apart. Where more than a quarter of
   the ratios are equal a distance may be 0: then percentiles 10 and 90 take the place of the quartiles, and if these
   are equal too, the mean absolute deviation times 1.253314. If all are equal there is no limit. #}
{% macro outlier_hb(points, exponent=outlier_constant('hb_exponent'), median_share=outlier_constant('hb_median_share'), width=outlier_constant('hb_width'), tail=outlier_constant('hb_tail'), size_low='0') -%}
    {%- set outer = outlier_constant('hb_tail_outer') -%}
    with pairs as (
        select series_no, point_no, value, previous, value / previous as ratio
        from {{ points }}
        where value > 0 and previous > 0 and greatest(value, previous) >= {{ size_low }}
    ),

    middles as (
        select series_no, count(*) as n, percentile_cont(0.5) within group (order by ratio) as middle
        from pairs
        group by series_no
    ),

    effects as (
        select
            p.*,
            m.n,
            m.middle,
            -- equal ratios of unequal pairs differ in the last digit
            power(greatest(p.value, p.previous), {{ exponent }}) * case
                when abs(p.ratio / m.middle - 1) < 1e-12 then 0
                when p.ratio < m.middle then 1 - m.middle / p.ratio
                else p.ratio / m.middle - 1
            end as effect
        from pairs as p
        inner join middles as m on m.series_no = p.series_no
    ),

    quantiles as (
        select
            series_no,
            percentile_cont(0.5) within group (order by effect) as centre,
            percentile_cont({{ tail }}) within group (order by effect) as q_low,
            percentile_cont(1 - {{ tail }}) within group (order by effect) as q_high,
            percentile_cont({{ outer }}) within group (order by effect) as p_low,
            percentile_cont(1 - {{ outer }}) within group (order by effect) as p_high
        from effects
        group by series_no
    ),

    deviations as (
        select e.series_no, avg(abs(e.effect - q.centre)) as mean_deviation
        from effects as e
        inner join quantiles as q on q.series_no = e.series_no
        group by e.series_no
    ),

    distances as (
        select
            q.series_no,
            q.centre,
            {{ outlier_hb_side('q.centre - q.q_low', 'q.centre - q.p_low', median_share ~ ' * abs(q.centre)', 'below') }},
            {{ outlier_hb_side('q.q_high - q.centre', 'q.p_high - q.centre', median_share ~ ' * abs(q.centre)', 'above') }}
        from quantiles as q
        inner join deviations as d on d.series_no = q.series_no
    )

    select
        e.series_no,
        e.point_no,
        e.value,
        case when e.effect < d.centre then d.method_below else d.method_above end as method,
        e.n,
        e.effect as score,
        d.centre,
        d.centre - {{ width }} * nullif(d.below, 0) as low,
        d.centre + {{ width }} * nullif(d.above, 0) as high,
        e.previous * e.middle as expected,
        cast(null as double) as medcouple
    from effects as e
    inner join distances as d on d.series_no = e.series_no
{%- endmacro %}

{# A side's distance and its name: of the quartile or the least share of the median, else the first that is not 0. #}
{% macro outlier_hb_side(quartile, percentile, least, side) -%}
    case
        when greatest({{ quartile }}, {{ least }}) > 0 then greatest({{ quartile }}, {{ least }})
        when {{ percentile }} > 0 then {{ percentile }}
        else {{ outlier_constant('z_mean_factor') }} * d.mean_deviation
    end as {{ side }},
    case
        when greatest({{ quartile }}, {{ least }}) > 0 then 'hb'
        when {{ percentile }} > 0 then 'hb_outer'
        else 'hb_mean'
    end as method_{{ side }}
{%- endmacro %}

{# Iglewicz and Hoaglin's modified z: 0.6745 (x - median) / MAD. Where MAD is 0 the mean absolute deviation about the median
   times 1.253314 takes its place; where that is 0 too, all figures are equal and nothing is judged. #}
{% macro outlier_modified_z(points, limit=outlier_constant('z_limit')) -%}
    with deviations as (
        select p.series_no, p.point_no, p.value, q.n, q.middle, abs(p.value - q.middle) as deviation
        from {{ points }} as p
        inner join ({{ outlier_quartiles(points) }}) as q on q.series_no = p.series_no
        where p.value is not null
    ),

    spreads as (
        select
            series_no,
            percentile_cont(0.5) within group (order by deviation) as mad,
            avg(deviation) as mean_deviation,
            1e-12 * max(abs(middle)) as nothing
        from deviations
        group by series_no
    )

    select
        d.series_no,
        d.point_no,
        d.value,
        case when s.mad > s.nothing then 'modified_z' else 'modified_z_mean' end as method,
        d.n,
        case when s.mean_deviation > s.nothing then {{ outlier_modified_score('d.value', 'd.middle', 's') }} end as score,
        0e0 as centre,
        case when s.mean_deviation > s.nothing then -{{ limit }} end as low,
        case when s.mean_deviation > s.nothing then {{ limit }} end as high,
        d.middle as expected,
        cast(null as double) as medcouple
    from deviations as d
    inner join spreads as s on s.series_no = d.series_no
{%- endmacro %}

{# The score of a value: `spread` has mad, mean_deviation and what is nothing beside the level. #}
{% macro outlier_modified_score(value, middle, spread) -%}
    case
        when {{ spread }}.mad > {{ spread }}.nothing
            then {{ outlier_constant('z_factor') }} * ({{ value }} - {{ middle }}) / {{ spread }}.mad
        when {{ spread }}.mean_deviation > {{ spread }}.nothing
            then ({{ value }} - {{ middle }}) / ({{ outlier_constant('z_mean_factor') }} * {{ spread }}.mean_deviation)
    end
{%- endmacro %}

{# Tukey's fences on quartiles of type 7. #}
{% macro outlier_iqr(points, factor=outlier_constant('fence_factor')) -%}
    select
        p.series_no,
        p.point_no,
        p.value,
        'iqr' as method,
        q.n,
        p.value as score,
        q.middle as centre,
        q.q1 - {{ factor }} * q.spread as low,
        q.q3 + {{ factor }} * q.spread as high,
        q.middle as expected,
        cast(null as double) as medcouple
    from {{ points }} as p
    inner join ({{ outlier_quartiles(points) }}) as q on q.series_no = p.series_no
    where p.value is not null
{%- endmacro %}

{# Hubert and Vandervieren's fences: 1.5 IQR times exp(-4 MC) below and exp(3 MC) above for a medcouple from 0 on, the
   exponents -3 and 4 for a negative one. Quartiles are Tukey's hinges, as in robustbase's adjboxStats, or of type 7. #}
{% macro outlier_adjusted_box(points, factor=outlier_constant('fence_factor'), quartiles='hinges') -%}
    {%- set near, far = outlier_constant('adjusted_near'), outlier_constant('adjusted_far') -%}
    select
        p.series_no,
        p.point_no,
        p.value,
        'adjusted_box' as method,
        q.n,
        p.value as score,
        q.middle as centre,
        h.q1 - {{ factor }} * (h.q3 - h.q1) * exp(case when m.medcouple >= 0 then {{ near }} else - ({{ far }}) end * m.medcouple) as low,
        h.q3 + {{ factor }} * (h.q3 - h.q1) * exp(case when m.medcouple >= 0 then {{ far }} else - ({{ near }}) end * m.medcouple) as high,
        q.middle as expected,
        m.medcouple
    from {{ points }} as p
    inner join ({{ outlier_quartiles(points) }}) as q on q.series_no = p.series_no
    inner join ({{ outlier_hinges(points) if quartiles == 'hinges' else outlier_quartiles(points) }}) as h on h.series_no = p.series_no
    inner join ({{ outlier_medcouple(points) }}) as m on m.series_no = p.series_no
    where p.value is not null
{%- endmacro %}

{# What a method says of `judged`: flagged beyond a limit at 12 digits, and the distance from the centre in units of the limit's. #}
{% macro outlier_verdict(judged) -%}
    coalesce({{ snap(judged ~ '.score') }} < {{ snap(judged ~ '.low') }}, false)
    or coalesce({{ snap(judged ~ '.score') }} > {{ snap(judged ~ '.high') }}, false)
{%- endmacro %}

{% macro outlier_distance(judged) -%}
    case
        when {{ judged }}.score >= {{ judged }}.centre
            then ({{ judged }}.score - {{ judged }}.centre) / nullif({{ judged }}.high - {{ judged }}.centre, 0)
        else ({{ judged }}.centre - {{ judged }}.score) / nullif({{ judged }}.centre - {{ judged }}.low, 0)
    end
{%- endmacro %}
