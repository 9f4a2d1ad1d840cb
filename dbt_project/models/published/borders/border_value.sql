-- One row per area, set whose figures were carried over, and slice but for its area: the figure on its borders.
-- exact: one number. interval: the truth lies from value_low to value_high. at_least: some areas have not reported.
-- withheld: no number, and the reason. `method` tells a sum, a rebuilt ratio and the plain mean of an edition apart.
with indicators as (
    select indicator_code, name_vi
    from {{ ref('stg_indicators') }}
    qualify row_number() over (partition by indicator_code order by version desc) = 1
),

carried as (
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'sum' as method, weight_class, n_areas, n_areas_expected, n_split, value_low, value_high,
        case when n_areas < n_areas_expected then 'areas_missing' end as reason_code
    from {{ ref('fct_border_sum') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'rebuilt_ratio' as method, cast(null as string) as weight_class, n_areas, n_areas_expected, n_split,
        value_low, value_high, reason_code
    from {{ ref('fct_border_ratio') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'plain_mean' as method, cast(null as string) as weight_class, n_areas, n_areas_expected,
        cast(0 as bigint) as n_split, value as value_low, value as value_high, reason_code
    from {{ ref('fct_border_mean') }}
    union all
    select
        area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code, uom_code, direction,
        'withheld' as method, cast(null as string) as weight_class, n_areas, n_areas_expected,
        cast(0 as bigint) as n_split, cast(null as double) as value_low, cast(null as double) as value_high, reason_code
    from {{ ref('fct_border_withheld') }}
)

select
    b.area_id,
    a.name_vi as area_name_vi,
    a.area_set,
    b.from_set,
    b.direction,
    b.indicator_code,
    i.name_vi as indicator_name_vi,
    b.breakdown_code,
    b.measure_code,
    b.source_code,
    b.period_code,
    b.method,
    case
        when b.value_low = b.value_high then 'exact'
        when b.value_low is not null and b.value_high is not null then 'interval'
        when b.value_low is not null and b.method = 'sum' then 'at_least'
        else 'withheld'
    end as obs_status,
    case when b.value_low = b.value_high then b.value_low end as value,
    b.value_low,
    b.value_high,
    b.uom_code,
    b.weight_class,
    b.n_areas,
    b.n_areas_expected,
    b.n_split,
    b.reason_code
from carried as b
inner join {{ ref('stg_areas') }} as a on a.area_id = b.area_id
inner join indicators as i on i.indicator_code = b.indicator_code
