-- One row per slice of one area: reported (or corrected) figures, and the ratios that their parts give.
-- Numerator and denominator share area, breakdown, measure, source and period; a part that was due and has no value is
-- said, not guessed. A measure that the denominator never has (a stock has no cumulative figure) gives no ratio.
with ratios as (
    select
        {{ slice_columns('n') }},
        n.value as numerator,
        d.value as denominator,
        {{ least_final('n.figure_status', 'd.figure_status') }} as figure_status,
        i.indicator_code as ratio_code,
        i.uom_code,
        i.scale
    from {{ ref('stg_indicators') }} as i
    inner join {{ ref('int_observations') }} as n on n.indicator_code = i.numerator_code
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = n.period_code
        and {{ valid_on('i', 'p.start_date') }}
    inner join {{ ref('int_observations') }} as d
        on d.indicator_code = i.denominator_code
        and d.area_id = n.area_id
        and d.breakdown_code = n.breakdown_code
        and d.measure_code = n.measure_code
        and d.source_code = n.source_code
        and d.period_code = n.period_code
    where i.calc_kind in ('ratio', 'share', 'per_capita')
)

select
    o.slice_id,
    {{ slice_columns('o') }},
    o.value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    o.uom_code,
    o.obs_status,
    o.figure_status,
    o.explanation,
    o.decision_seq,
    false as is_derived
from {{ ref('int_observations') }} as o
union all
select
    r.area_id || '|' || r.ratio_code || '|' || r.breakdown_code || '|' || r.measure_code
    || '|' || r.source_code || '|' || r.period_code as slice_id,
    r.area_id,
    r.ratio_code as indicator_code,
    r.breakdown_code,
    r.measure_code,
    r.source_code,
    r.period_code,
    case when not {{ is_zero('r.denominator') }} then r.scale * r.numerator / r.denominator end as value,
    r.numerator,
    r.denominator,
    r.uom_code,
    case
        when r.numerator is null or r.denominator is null then 'part_missing'
        when {{ is_zero('r.denominator') }} then 'zero_denominator'
        else 'computed'
    end as obs_status,
    r.figure_status,
    cast(null as string) as explanation,
    cast(null as bigint) as decision_seq,
    true as is_derived
from ratios as r
