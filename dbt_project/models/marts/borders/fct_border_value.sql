-- One row per area, set whose figures were carried over, and slice but for its area: the figure on its borders.
-- exact: one number. interval: the truth lies from value_low to value_high. at_least: some areas have not reported.
-- withheld: no number, and the reason. `method` tells a sum, a rebuilt ratio and the plain mean of an edition apart.
with carried as (
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'sum' as method, weight_class, n_areas, n_areas_expected, n_split, value_low, value_high,
        case when n_areas < n_areas_expected then 'areas_missing' end as reason_code
    from {{ ref('fct_border_sum') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'rebuilt_ratio' as method, cast(null as varchar) as weight_class, n_areas, n_areas_expected, n_split,
        value_low, value_high, reason_code
    from {{ ref('fct_border_ratio') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'plain_mean' as method, cast(null as varchar) as weight_class, n_areas, n_areas_expected,
        cast(0 as bigint) as n_split, value as value_low, value as value_high, reason_code
    from {{ ref('fct_border_mean') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'withheld' as method, cast(null as varchar) as weight_class, n_areas, n_areas_expected,
        cast(0 as bigint) as n_split, cast(null as double) as value_low, cast(null as double) as value_high, reason_code
    from {{ ref('fct_border_withheld') }}
)

select
    *,
    case when value_low = value_high then value_low end as value,
    case
        when value_low = value_high then 'exact'
        when value_low is not null and value_high is not null then 'interval'
        when value_low is not null and method = 'sum' then 'at_least'
        else 'withheld'
    end as obs_status
from carried
