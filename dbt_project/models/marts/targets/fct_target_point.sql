-- One row per target, source and period with a figure, in the target's unit, the parts of its indicator added up. Where the
-- target names the source of its headline figure, the others are left out.
-- What comes after a target's last year is not compared with it, nor what comes before the first year of a sum, a mean or a
-- yearly goal. Of a yearly ratio only whole years count.
with questioned as (
    select slice_id
    from {{ ref('fct_slice') }}
    where is_questioned
    union all
    select slice_id
    from {{ ref('fct_area_sum') }}
    where is_questioned
),

leaves as (
    select
        s.target_id,
        s.is_summed,
        s.is_mean,
        v.source_code,
        v.period_code,
        p.kind as period_kind,
        {{ month_index('p.end_date') }} as month_no,
        v.value * fu.factor / tu.factor as value,
        v.obs_status, v.figure_status, v.n_areas, v.n_areas_expected, v.current_share,
        q.slice_id is not null as is_questioned,
        t.uom_code,
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
    left join questioned as q on q.slice_id = v.slice_id
    where (t.source_code is null or v.source_code = t.source_code)
        and (t.horizon_to is null or {{ month_index('p.end_date') }} <= 12 * t.horizon_to + 12)
        -- a stock may be known from before its years, a sum or a yearly figure begins with them
        and (
            t.horizon_from is null or {{ month_index('p.end_date') }} > 12 * t.horizon_from
            or not (s.is_summed or t.accumulation = 'per_year')
        )
        and (
            not s.is_mean
            or {{ month_index('p.end_date') }} > coalesce(12 * t.horizon_from, {{ month_index('t.document_date') }})
        )
        and (not s.has_whole_years or p.kind = 'year' or s.measure_code = 'ytd' and month(p.end_date) = 12)
)

select
    target_id,
    source_code,
    period_code,
    period_kind,
    case period_kind when 'month' then 1 when 'quarter' then 3 when 'half' then 6 when 'nine' then 9 else 12 end as n_months,
    month_no,
    is_summed,
    is_mean,
    max(uom_code) as uom_code,
    cast(max(horizon_from) as bigint) as horizon_from,
    cast(sum(cast(value as decimal(38, 6))) as double) as value,
    -- a sum of parts or of periods is computed; one that lacks areas or carries their last values says so
    case
        when bool_or(obs_status = 'partial') then 'partial'
        when bool_or(obs_status = 'carried') then 'carried'
        when count(*) > 1 or is_summed or is_mean then 'computed'
        else max(obs_status)
    end as obs_status,
    {{ least_final_of('figure_status') }} as figure_status,
    min(n_areas) as n_areas,
    max(n_areas_expected) as n_areas_expected,
    min(current_share) as current_share,
    bool_or(is_questioned) as is_questioned
from leaves
group by target_id, source_code, period_code, period_kind, month_no, is_summed, is_mean
