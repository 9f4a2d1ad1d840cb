-- One row per area, set whose figures were carried over, and slice of a count but for its area: the sum on its borders.
-- Decimals: what whole areas bring is added exactly. A part brings an interval; an area that has not reported leaves the
-- sum open above, and below too where the count may be negative.
with figures as (
    select f.*, r.weight_class, r.is_never_negative, cast(f.value as decimal(24, 6)) as exact
    from {{ ref('fct_admitted_figure') }} as f
    inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code
    inner join {{ ref('int_border_rules') }} as r
        on r.indicator_code = f.indicator_code
        and {{ valid_on('r', 'p.start_date') }}
    where r.method = 'sum' and f.measure_code <> 'rank' and f.value is not null
),

summed as (
    select
        x.to_id as area_id,
        x.from_set,
        f.indicator_code,
        f.breakdown_code,
        f.measure_code,
        f.source_code,
        f.period_code,
        f.uom_code,
        min(x.direction) as direction,
        min(f.weight_class) as weight_class,
        bool_and(f.is_never_negative) as is_never_negative,
        count(*) as n_areas,
        max(x.n_areas_expected) as n_areas_expected,
        sum(case when x.share_low < x.share_high then 1 else 0 end) as n_split,
        sum(f.exact * case when f.exact < 0 then x.share_high else x.share_low end) as value_low,
        sum(f.exact * case when f.exact < 0 then x.share_low else x.share_high end) as value_high
    from figures as f
    inner join {{ ref('int_area_crosswalk') }} as x on x.from_id = f.area_id and x.weight_class = f.weight_class
    group by
        x.to_id, x.from_set, f.indicator_code, f.breakdown_code, f.measure_code, f.source_code, f.period_code, f.uom_code
)

select
    area_id,
    from_set,
    indicator_code,
    breakdown_code,
    measure_code,
    source_code,
    period_code,
    uom_code,
    direction,
    weight_class,
    n_areas,
    n_areas_expected,
    cast(n_split as bigint) as n_split,
    case when n_areas = n_areas_expected or is_never_negative then cast(value_low as double) end as value_low,
    case when n_areas = n_areas_expected then cast(value_high as double) end as value_high
from summed
