-- One row per area, indicator with targets, and period: of the targets that were not dropped, the one whose last year
-- comes first and is not over, of the latest document.
with occasion as (
    -- apart: Spark joins all periods with all periods where the build's row is joined beside them
    select o.end_date
    from {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as o on o.period_code = b.occasion_period
)

select
    t.home_area_id as area_id,
    t.indicator_code,
    p.period_code,
    t.target_id,
    {{ target_number('t') }} as number_vi,
    case when t.judged_as = 'le' then coalesce(t.judged_high, t.judged_low) else t.judged_low end * tu.factor / fu.factor as goal,
    t.horizon_to
from {{ ref('int_targets') }} as t
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = t.indicator_code and i.valid_to is null
inner join {{ ref('stg_uoms') }} as tu on tu.uom_code = t.uom_code
inner join {{ ref('stg_uoms') }} as fu on fu.uom_code = i.uom_code
cross join occasion as o
inner join {{ ref('stg_periods') }} as p
    on p.start_date <= o.end_date and p.end_date >= t.document_date and (t.horizon_to is null or year(p.end_date) <= t.horizon_to)
where t.binding <> 'dropped'
qualify row_number() over (
        partition by t.home_area_id, t.indicator_code, p.period_code
        order by t.horizon_to asc nulls last, t.document_date desc, t.target_id asc
    ) = 1
