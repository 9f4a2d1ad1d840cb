-- One row per target, source and period with a figure: the class by each method, side by side. Before its year a
-- target is judged by its pace; it is missed only when its year is over, and a mean is met only then.
with described as (
    select
        p.*,
        t.judged_as,
        t.judged_low,
        t.judged_high,
        t.is_maintenance,
        t.kind,
        t.accumulation,
        t.binding,
        -- a goal that names no field is held against the field of its day
        t.rank_population in ('63', '34')
        and t.rank_population <> case a.area_set when 'p34' then '34' when 'p63' then '63' end as is_other_field,
        case t.judged_as
            when 'ge' then {{ snap('p.value') }} >= {{ snap('t.judged_low') }}
            when 'gt' then {{ snap('p.value') }} > {{ snap('t.judged_low') }}
            when 'le' then {{ snap('p.value') }} <= {{ snap('coalesce(t.judged_high, t.judged_low)') }}
            when 'near' then {{ reaches_about('p.value', 't.judged_low') }}
        end as is_met,
        -- a yearly goal is judged at the end of its year, the others at the end of their last year
        case when t.accumulation = 'per_year' then p.month_of_year = 12 else p.month_no >= p.end_month_no end as is_over
    from {{ ref('fct_target_pace') }} as p
    inner join {{ ref('int_targets') }} as t on t.target_id = p.target_id
    inner join {{ ref('stg_areas') }} as a on a.area_id = t.home_area_id
),

settled as (
    select
        *,
        case when has_fallen then 'regressing' else {{ pace_class('linear_ratio') }} end as linear_pace,
        {{ pace_class('cagr_ratio') }} as cagr_pace,
        {{ pace_class('logit_ratio') }} as logit_pace,
        {{ pace_class('trend_ratio') }} as trend_pace,
        case
            when binding = 'dropped' then 'dropped'
            when is_other_field then 'field_differs'
            when accumulation = 'unknown' then 'no_rule'
            when is_maintenance then case when is_met then 'maintained' else 'not_maintained' end
            when accumulation = 'mean_in_period' and not is_over then null
            when is_met and judged_high is not null
                and case
                    when judged_as = 'le' then {{ snap('value') }} <= {{ snap('judged_low') }}
                    else {{ snap('value') }} >= {{ snap('judged_high') }}
                end
                then 'fully_met'
            when is_met then 'met'
            when is_over then 'missed'
        end as settled_class
    from described
)

select
    target_id, source_code, period_code, month_no, n_periods, value, base, base_month_no, goal, end_month_no,
    gap, expected_value, required_step, linear_ratio, cagr_ratio, logit_ratio, forecast, trend_ratio,
    coalesce(settled_class, case when is_met then 'met' else 'below' end) as distance_class,
    coalesce(settled_class, linear_pace) as linear_class,
    coalesce(settled_class, cagr_pace) as cagr_class,
    coalesce(settled_class, logit_pace) as logit_class,
    coalesce(settled_class, trend_pace) as trend_class,
    -- least and greatest skip NULL: they are one where every method that speaks says the same
    case
        when settled_class is not null then settled_class
        when least(linear_pace, cagr_pace, logit_pace, trend_pace) <> greatest(linear_pace, cagr_pace, logit_pace, trend_pace)
            then 'disagree'
        else coalesce(linear_pace, cagr_pace, logit_pace, trend_pace, case when kind = 'rank' then 'below' else 'no_base' end)
    end as progress_class,
    cast(
        case when settled_class is null and linear_pace is not null then 1 else 0 end
        + case when settled_class is null and cagr_pace is not null then 1 else 0 end
        + case when settled_class is null and logit_pace is not null then 1 else 0 end
        + case when settled_class is null and trend_pace is not null then 1 else 0 end as bigint
    ) as n_methods
from settled
