-- One row per target of this province and leaf figure it is read from: which indicator, which measure, added how.
-- A stock is read as it stands; a flow summed over its periods, or since the start of the year where the goal is a
-- yearly one; a ratio as that of its period, so that January begins no new line. A yearly ratio, and a mean of years, is
-- one of whole years: no month or quarter stands for its year.
select
    t.target_id,
    coalesce(p.part_code, t.indicator_code) as indicator_code,
    t.home_area_id as area_id,
    case
        when t.kind = 'rank' then 'rank'
        when t.kind = 'flow' and t.accumulation = 'per_year' then 'ytd'
        when t.kind = 'ratio' and t.stage = 'yearly' and n.stock_flow = 'flow' then 'ytd'
        else 'in_period'
    end as measure_code,
    t.kind = 'flow' and t.accumulation <> 'per_year' as is_summed,
    t.accumulation = 'mean_in_period' as is_mean,
    t.kind = 'ratio' and t.stage = 'yearly' or t.accumulation = 'mean_in_period' as has_whole_years
from {{ ref('int_targets') }} as t
inner join {{ ref('stg_builds') }} as b on b.province_area_id = t.home_area_id
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = t.indicator_code and i.valid_to is null
left join {{ ref('stg_indicators') }} as n on n.indicator_code = i.numerator_code and n.valid_to is null
left join {{ ref('stg_indicator_parts') }} as p on p.indicator_code = t.indicator_code
