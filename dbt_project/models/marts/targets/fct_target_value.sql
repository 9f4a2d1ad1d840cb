-- One row per target, source and period with a figure: the value that is compared with the target.
-- A flow that adds up over years is the sum of its periods since the first year of the target; where months of that
-- time have no figure, the sum is a lower bound. A mean is that of the years so far, of growth rates the geometric one.
select
    a.target_id,
    a.source_code,
    a.period_code,
    a.period_kind,
    a.month_no,
    a.is_summed,
    cast(case
        when a.is_summed then sum(cast(b.value as decimal(38, 6)))
        -- rounded: engines differ in the last digits of a logarithm
        when a.is_mean and a.uom_code = 'percent_year'
            then round(100 * (exp(avg(ln(1 + case when b.value > -100 then b.value end / 100))) - 1), 9)
        when a.is_mean then avg(b.value)
        else a.value
    end as double) as value,
    case when a.is_summed and bool_or(b.obs_status = 'partial') then 'partial' else a.obs_status end as obs_status,
    a.figure_status, a.n_areas, a.n_areas_expected, a.current_share,
    coalesce(case when a.is_summed or a.is_mean then bool_or(b.is_questioned) else a.is_questioned end, false) as is_questioned,
    a.is_summed and (a.horizon_from is null or sum(b.n_months) < a.month_no - 12 * a.horizon_from) as is_lower_bound
from {{ ref('fct_target_point') }} as a
left join {{ ref('fct_target_point') }} as b
    on (a.is_summed or a.is_mean)
    and b.target_id = a.target_id
    and b.source_code = a.source_code
    and b.period_kind = a.period_kind
    and b.month_no <= a.month_no
    and (a.horizon_from is null or b.month_no > 12 * a.horizon_from)
group by
    a.target_id, a.source_code, a.period_code, a.period_kind, a.month_no, a.is_summed, a.is_mean, a.uom_code, a.value,
    a.obs_status, a.figure_status, a.n_areas, a.n_areas_expected, a.current_share, a.is_questioned, a.horizon_from
