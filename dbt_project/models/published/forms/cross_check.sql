-- One row per stated cross-check, area and period of the first figure: both figures, and whether they agree. The number
-- of entities in a register is a figure of the register's source.
-- The other figure is the latest that ends in the same month: the administrative cut-off (the 14th) and the last day of a
-- calendar month meet there. A figure since the start of the year needs the same day.
with stated as (
    select area_id, indicator_code, breakdown_code, measure_code, source_code, period_code, value
    from {{ ref('fct_indicator_value') }}
    where value is not null
    union all
    select
        area_id, indicator_code, breakdown_code, measure_code, source_code, period_code,
        cast(sum(n_entities) as double) as value
    from {{ ref('int_register_counts') }}
    where n_entities is not null
    group by area_id, indicator_code, breakdown_code, measure_code, source_code, period_code
),

figures as (
    select
        v.area_id,
        v.indicator_code,
        v.breakdown_code,
        v.measure_code,
        v.source_code,
        v.period_code,
        v.value,
        p.end_date,
        m.own_measure_code is not null as is_cumulative
    from stated as v
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('stg_measures') }} as m on m.measure_code = v.measure_code
),

pairs as (
    select
        k.check_code,
        k.relation,
        k.tolerance_pct,
        a.area_id,
        a.period_code,
        a.value,
        b.period_code as other_period_code,
        b.value as other_value
    from {{ ref('stg_cross_checks') }} as k
    inner join figures as a
        on a.indicator_code = k.indicator_code
        and a.breakdown_code = k.breakdown_code
        and a.measure_code = k.measure_code
        and a.source_code = k.source_code
    left join figures as b
        on b.indicator_code = k.other_indicator_code
        and b.breakdown_code = k.breakdown_code
        and b.measure_code = k.measure_code
        and b.source_code = k.other_source_code
        and b.area_id = a.area_id
        and {{ month_index('b.end_date') }} = {{ month_index('a.end_date') }}
        and (b.end_date = a.end_date or not a.is_cumulative)
    qualify row_number() over (
            partition by k.check_code, a.area_id, a.period_code
            order by b.end_date desc, b.period_code asc
        ) = 1
)

select
    check_code,
    area_id,
    period_code,
    value,
    other_period_code,
    other_value,
    value - other_value as difference,
    100 * (value - other_value) / nullif(other_value, 0) as difference_pct,
    case
        when other_value is null then 'undecided'
        when relation = 'at_most' and value <= other_value * (1 + tolerance_pct / 100) then 'agrees'
        when relation = 'equal' and abs(value - other_value) <= abs(other_value) * tolerance_pct / 100 then 'agrees'
        else 'differs'
    end as outcome
from pairs
