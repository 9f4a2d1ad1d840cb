-- One row per area, set whose figures were carried over, and slice of a ratio but for its area: rebuilt from its two sums.
-- The interval takes the least numerator over the greatest denominator and the other way round; a share is at most a whole.
with rebuilt as (
    select
        n.area_id, n.from_set, r.indicator_code, n.breakdown_code, n.measure_code, n.source_code, n.period_code,
        r.uom_code, r.scale, r.calc_kind, n.direction,
        n.value_low as numerator_low, n.value_high as numerator_high,
        d.value_low as denominator_low, d.value_high as denominator_high,
        case when n.n_areas < d.n_areas then n.n_areas else d.n_areas end as n_areas,
        case
            when n.n_areas_expected > d.n_areas_expected then n.n_areas_expected else d.n_areas_expected
        end as n_areas_expected,
        case when n.n_split > d.n_split then n.n_split else d.n_split end as n_split
    from {{ ref('int_border_rules') }} as r
    inner join {{ ref('fct_border_sum') }} as n on n.indicator_code = r.numerator_code
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = n.period_code
        and {{ valid_on('r', 'p.start_date') }}
    inner join {{ ref('fct_border_sum') }} as d
        on d.indicator_code = r.denominator_code
        and d.area_id = n.area_id
        and d.from_set = n.from_set
        and d.breakdown_code = n.breakdown_code
        and d.measure_code = n.measure_code
        and d.source_code = n.source_code
        and d.period_code = n.period_code
    where r.method = 'ratio'
),

bounded as (
    select
        *,
        scale * numerator_low / nullif(denominator_high, 0) as low,
        case
            when calc_kind = 'share' and n_split > 0 and numerator_high > denominator_low then scale
            when calc_kind = 'share' and n_split > 0 and denominator_low = 0 then scale
            else scale * numerator_high / nullif(denominator_low, 0)
        end as high,
        -- below zero the quotients' order turns; an open sum gives no ratio
        numerator_low >= 0 and denominator_low >= 0 and numerator_high is not null and denominator_high is not null
            as is_bounded
    from rebuilt
)

select
    area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
    n_areas, n_areas_expected, n_split,
    case when is_bounded or n_split = 0 then low end as value_low,
    case when is_bounded or n_split = 0 then high end as value_high,
    case
        when n_areas < n_areas_expected then 'areas_missing'
        when denominator_high = 0 then 'zero_denominator'
        when not is_bounded and n_split > 0 then 'negative_part'
        when low is null or high is null then 'open_denominator'
    end as reason_code
from bounded
