-- One row per target, source and period with a figure: the value that is held against the target.
-- A flow that adds up over years is the sum of its periods since the first year of the target; where months of that
-- time have no figure, the sum is a lower bound. What comes after a target's last year is not held against it.
with leaves as (
    select
        s.target_id,
        s.is_summed,
        v.source_code,
        v.period_code,
        p.kind as period_kind,
        {{ month_index('p.end_date') }} as month_no,
        v.value * fu.factor / tu.factor as value,
        v.obs_status, v.figure_status, v.n_areas, v.n_areas_expected, v.current_share,
        t.horizon_from
    from {{ ref('int_target_series') }} as s
    inner join {{ ref('int_targets') }} as t on t.target_id = s.target_id
    inner join {{ ref('fct_indicator_value') }} as v
        on v.indicator_code = s.indicator_code and v.area_id = s.area_id
        and v.breakdown_code = '_T' and v.value is not null
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = v.period_code
        and v.measure_code in (s.measure_code, case when s.measure_code <> 'ytd' then 'level' when p.kind = 'year' then 'in_period' end)
    inner join {{ ref('stg_uoms') }} as fu on fu.uom_code = v.uom_code
    inner join {{ ref('stg_uoms') }} as tu on tu.uom_code = t.uom_code
    where (t.horizon_to is null or {{ month_index('p.end_date') }} <= 12 * t.horizon_to + 12)
        -- a stock may be known from before its years, a sum or a yearly figure begins with them
        and (
            t.horizon_from is null or {{ month_index('p.end_date') }} > 12 * t.horizon_from
            or not (s.is_summed or t.accumulation = 'per_year')
        )
),

points as (
    select
        target_id, source_code, period_code, period_kind,
        case period_kind when 'month' then 1 when 'quarter' then 3 when 'half' then 6 when 'nine' then 9 else 12 end as n_months,
        month_no,
        is_summed,
        max(horizon_from) as horizon_from,
        cast(sum(cast(value as decimal(38, 6))) as double) as value,
        -- a sum of parts or of periods is computed; one that lacks areas or carries their last values says so
        case
            when bool_or(obs_status = 'partial') then 'partial'
            when bool_or(obs_status = 'carried') then 'carried'
            when count(*) > 1 or is_summed then 'computed'
            else max(obs_status)
        end as obs_status,
        {{ least_final_of('figure_status') }} as figure_status,
        min(n_areas) as n_areas,
        max(n_areas_expected) as n_areas_expected,
        min(current_share) as current_share
    from leaves
    group by target_id, source_code, period_code, period_kind, month_no, is_summed
)

select
    a.target_id,
    a.source_code,
    a.period_code,
    a.period_kind,
    a.month_no,
    a.is_summed,
    cast(case when a.is_summed then sum(cast(b.value as decimal(38, 6))) else a.value end as double) as value,
    case when a.is_summed and bool_or(b.obs_status = 'partial') then 'partial' else a.obs_status end as obs_status,
    a.figure_status, a.n_areas, a.n_areas_expected, a.current_share,
    a.is_summed and (a.horizon_from is null or sum(b.n_months) < a.month_no - 12 * a.horizon_from) as is_lower_bound
from points as a
left join points as b
    on a.is_summed
    and b.target_id = a.target_id
    and b.source_code = a.source_code
    and b.period_kind = a.period_kind
    and b.month_no <= a.month_no
    and (a.horizon_from is null or b.month_no > 12 * a.horizon_from)
group by
    a.target_id, a.source_code, a.period_code, a.period_kind, a.month_no, a.is_summed, a.value, a.obs_status,
    a.figure_status, a.n_areas, a.n_areas_expected, a.current_share, a.horizon_from
