{# A bound or a target as its node scales values: itself, or its logarithm. #}
{% macro index_value(expression) -%}
    case when not n.is_ln then {{ expression }} when {{ expression }} > 0 then ln({{ expression }}) end
{%- endmacro %}

{# A goalpost in the direction that counts upwards: the first bound, or for a reversed node minus the other. #}
{% macro index_goalpost(upright, reversed) -%}
    case when n.direction = 1 then {{ index_value(upright) }} else -({{ index_value(reversed) }}) end
{%- endmacro %}

{# Origin, width, factor and offset of every kind of normalisation, and why there are none. #}
{% macro index_scale(posts) -%}
    select
        run_no, node_no, bound_no, normalise_kind, n, direction, is_ln, mean, spread,
        case
            when normalise_kind in ('none', 'fraction_of_maximum', 'points_of_maximum') then 0
            when normalise_kind = 'z_score' then mean
            when normalise_kind = 'percentile_rank' then 1
            else low
        end as origin,
        case
            when normalise_kind = 'none' then 1
            when normalise_kind = 'z_score' then spread
            when normalise_kind = 'fraction_of_maximum' then high
            when normalise_kind = 'points_of_maximum' then bound_high
            when normalise_kind = 'percentile_rank' then n - 1
            else high - low
        end as width,
        case
            when normalise_kind in ('none', 'rank') then 1
            when normalise_kind = 'z_score' then z_sd
            when normalise_kind = 'points_of_maximum' and own_direction = -1 then scale_low - scale_high
            else scale_high - scale_low
        end as factor,
        case
            when normalise_kind in ('none', 'rank') then 0
            when normalise_kind = 'z_score' then z_mean
            when normalise_kind = 'points_of_maximum' and own_direction = -1 then scale_high
            else scale_low
        end as offset_,
        case when normalise_kind = 'goalpost' and is_clipped then 0 end as share_low,
        case
            when normalise_kind = 'goalpost' and is_clipped then 1
            when normalise_kind in ('distance_to_target', 'distance_to_reference') and is_capped then 1
        end as share_high,
        case
            when normalise_kind in ('none', 'rank') or n = 0 then null
            when normalise_kind = 'percentile_rank' then case when n = 1 then 'zero_range' end
            when normalise_kind = 'points_of_maximum' then case when coalesce(bound_high, 0) = 0 then 'no_reference' end
            when normalise_kind = 'fraction_of_maximum' then case when {{ snap('high') }} = 0 then 'zero_range' end
            when high is null or low is null then 'no_reference'
            when {{ snap('high') }} = {{ snap('low') }} then 'zero_range'
            when normalise_kind = 'distance_to_target' and high < low then 'no_reference'
        end as undefined_reason
    from {{ posts }}
{%- endmacro %}

{# The way from the origin to a figure; what lies below the 12th digit of the origin is the rounding of a sum, and is 0. #}
{% macro index_distance(x, origin) -%}
    case when abs({{ x }} - {{ origin }}) <= 1e-12 * abs({{ origin }}) then 0 else {{ x }} - {{ origin }} end
{%- endmacro %}
