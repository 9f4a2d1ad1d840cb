-- One row per target, source and period with a figure: how far it is, and the ratio between the pace there is and the
-- pace that is needed, by each method that the kind of figure allows. Times are months; rates are per year.
with series as (
    select
        v.target_id, v.source_code, v.period_code, v.period_kind, v.month_no, v.value, b.base_value as base, b.base_month_no,
        -- figures of how many times there are: up to this period, and a base that was known before
        cast(dense_rank() over (partition by v.target_id, v.source_code order by v.month_no) as bigint) as n_periods,
        case when b.base_kind = 'register' then 1 else 0 end as n_bases,
        case when t.judged_as = 'le' then coalesce(t.judged_high, t.judged_low) else t.judged_low end as goal,
        t.kind, t.accumulation, t.is_maintenance,
        i.bound_low as low_end, i.bound_high - i.bound_low as span,
        m.allows_linear, m.allows_cagr, m.allows_logit, m.allows_trend,
        case when t.judged_as = 'le' then -1 else 1 end as way,
        12 * t.horizon_to + 12 as end_month_no,
        v.month_no - b.base_month_no as passed, 12 * t.horizon_to + 12 - b.base_month_no as whole
    from {{ ref('fct_target_value') }} as v
    inner join {{ ref('fct_target_base') }} as b on b.target_id = v.target_id and b.source_code = v.source_code
    inner join {{ ref('int_targets') }} as t on t.target_id = v.target_id
    inner join {{ ref('int_progress_methods') }} as m on m.kind = t.kind
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = t.indicator_code and i.valid_to is null
),

trends as (
    select
        a.target_id, a.source_code, a.period_code, count(distinct b.month_no) as n_values,
        {{ line_at('b.value', 'b.month_no - a.month_no', 'a.end_month_no - a.month_no') }} as forecast
    from series as a
    inner join series as b
        on b.target_id = a.target_id and b.source_code = a.source_code
        and b.period_kind = a.period_kind and b.month_no <= a.month_no
    group by a.target_id, a.source_code, a.period_code, a.end_month_no, a.month_no
),

judged as (
    select
        s.*,
        -- a pace needs two figures, a base short of the goal, time gone by and a year to arrive in
        s.accumulation in ('point', 'cumulative_in_period') and not s.is_maintenance
        and s.way * (s.goal - s.base) > 0 and s.passed > 0 and s.whole > 0 and s.n_periods + s.n_bases >= 2 as has_pace,
        -- the base was there already, and the figure has gone back since
        s.accumulation = 'point' and s.allows_linear and not s.is_maintenance
        and s.way * (s.base - s.goal) >= 0 and s.way * (s.base - s.value) > 0 and s.passed > 0 as has_fallen,
        mod(s.month_no - 1, 12) + 1 as month_of_year,
        case when t.n_values >= 3 then t.forecast end as forecast
    from series as s
    left join trends as t on t.target_id = s.target_id and t.source_code = s.source_code and t.period_code = s.period_code
)

select
    target_id, source_code, period_code, month_no, n_periods, value, base, base_month_no, goal, end_month_no, month_of_year,
    has_pace, has_fallen,
    cast(way * (goal - value) as double) as gap,
    cast(case
        when accumulation = 'per_year' and kind = 'flow' then goal * month_of_year / 12
        when accumulation in ('per_year', 'mean_in_period') then goal
        when has_pace then base + (goal - base) * least(passed / nullif(whole, 0), 1)
    end as double) as expected_value,
    cast(case
        when has_pace and end_month_no > month_no and way * (goal - value) > 0 then 12 * (goal - value) / (end_month_no - month_no)
    end as double) as required_step,
    cast(case
        when not allows_linear then null
        when accumulation = 'per_year' and kind = 'flow' then value / nullif(goal * month_of_year / 12, 0)
        when accumulation = 'per_year' and way = 1 then value / nullif(goal, 0)
        when accumulation = 'mean_in_period' and n_periods >= 2 then value / nullif(goal, 0)
        when has_pace then ((value - base) / (goal - base)) / (passed / nullif(whole, 0))
    end as double) as linear_ratio,
    cast(case
        when allows_cagr and has_pace and base > 0 and value > 0 and goal > 0
            then (pow(value / base, 12.0 / passed) - 1) / nullif(pow(goal / base, 12.0 / whole) - 1, 0)
    end as double) as cagr_ratio,
    cast(case
        when allows_logit and has_pace and span > 0
            and least(base, value, goal) > low_end and greatest(base, value, goal) < low_end + span
            then ({{ logit('value') }} - {{ logit('base') }}) / passed
                / (({{ logit('goal') }} - {{ logit('base') }}) / nullif(whole, 0))
    end as double) as logit_ratio,
    case when allows_trend and has_pace then forecast end as forecast,
    case when allows_trend and has_pace then (forecast - base) / (goal - base) end as trend_ratio
from judged
