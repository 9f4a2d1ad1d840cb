-- One row per form, indicator, breakdown, measure, source and period with figures in force of that period: how they are
-- distributed over the areas. Quantiles are of positive figures: where half of the figures are 0 the median of all leaps.
-- A cumulative figure is left out: it rises within its year, and its increments are figures of the form too.
-- Last digits are counted of whole figures from 10 on that count things: sums of money are rounded by custom.
with figure as (
    select
        s.form_code,
        o.indicator_code,
        o.breakdown_code,
        o.measure_code,
        o.source_code,
        o.period_code,
        o.value,
        o.value = floor(o.value) as is_whole,
        u.dimension not in ('money', 'share') and o.value >= 10 and o.value = floor(o.value) as has_last_digit,
        case
            when o.value > 0
                then substring(trim(leading '0' from replace(cast({{ exact('o.value') }} as string), '.', '')), 1, 1)
        end as first_digit
    from {{ ref('int_observations') }} as o
    inner join {{ ref('int_submissions') }} as s on s.submission_id = o.submission_id and s.period_code = o.period_code
    inner join {{ ref('stg_measures') }} as m on m.measure_code = o.measure_code and m.own_measure_code is null
    inner join {{ ref('stg_uoms') }} as u on u.uom_code = o.uom_code
    where abs(o.value) < 1e30 -- beyond it is no decimal
)

select
    f.form_code,
    f.indicator_code,
    f.breakdown_code,
    f.measure_code,
    f.source_code,
    f.period_code,
    count(*) as n,
    count(*) filter (where f.is_whole) as n_whole,
    count(*) filter (where f.value = 0) as n_zero,
    count(*) filter (where f.value > 0) as n_positive,
    percentile_cont(0.5) within group (order by case when f.value > 0 then f.value end) as median_value,
    percentile_cont(0.9) within group (order by case when f.value > 0 then f.value end) as p90_value,
    count(*) filter (where f.has_last_digit) as n_last_digit,
    count(*) filter (where f.has_last_digit and cast(f.value as decimal(38, 0)) % 5 = 0) as n_round,
    min(case when f.value > 0 then f.value end) as min_positive,
    max(f.value) as max_value,
    -- chi-square against Benford's shares log10(1 + 1/d)
    {{ benford_sum('f.first_digit') }} as benford_sum
from figure as f
group by f.form_code, f.indicator_code, f.breakdown_code, f.measure_code, f.source_code, f.period_code
