-- One row per slice of one area that is held, missing, not due or questioned and whose last admitted value is known: the
-- figure with last admitted values in place of what does not stand. A ratio is rebuilt from its two parts, each as it
-- stands or as it was last admitted, so that it agrees with the totals of its parts.
-- A total takes a stock from any earlier period, a flow from an earlier version of its own period only.
with wanted as (
    select
        l.*,
        i.numerator_code, i.denominator_code, i.scale, i.uom_code,
        i.calc_kind in ('ratio', 'share', 'per_capita') as is_ratio,
        l.period_code = l.shown_period_code or i.stock_flow = 'stock' as is_lasting
    from {{ ref('fct_last_admitted') }} as l
    inner join {{ ref('stg_periods') }} as p on p.period_code = l.period_code
    inner join {{ ref('stg_indicators') }} as i
        on i.indicator_code = l.indicator_code
        and {{ valid_on('i', 'p.start_date') }}
    -- a score of another edition is no value of this one
    where i.stock_flow <> 'score' or l.period_code = l.shown_period_code
),

parts as (
    select
        w.slice_id,
        w.is_lasting,
        w.value,
        w.area_id || '|' || w.indicator_code || '|' || w.breakdown_code || '|' || w.measure_code
        || '|' || w.source_code || '|' || w.shown_period_code as used_slice_id
    from wanted as w
    where not w.is_ratio
),

rebuilt as (
    select
        w.*,
        case when n.slice_id is null then fn.value else n.value end as numerator,
        case when d.slice_id is null then fd.value else d.value end as denominator,
        coalesce(n.used_slice_id, fn.slice_id) as used_slice_id,
        coalesce(d.used_slice_id, fd.slice_id) as second_slice_id,
        coalesce(n.is_lasting, true) and coalesce(d.is_lasting, true) as is_summed
    from wanted as w
    left join parts as n on n.slice_id = {{ part_slice_id('w', 'w.numerator_code') }}
    left join parts as d on d.slice_id = {{ part_slice_id('w', 'w.denominator_code') }}
    left join {{ ref('fct_admitted_figure') }} as fn on fn.slice_id = {{ part_slice_id('w', 'w.numerator_code') }}
    left join {{ ref('fct_admitted_figure') }} as fd on fd.slice_id = {{ part_slice_id('w', 'w.denominator_code') }}
    where w.is_ratio
)

select
    w.slice_id, {{ slice_columns('w') }}, w.state, w.is_questioned, w.value,
    cast(null as double) as numerator,
    cast(null as double) as denominator,
    w.uom_code, p.used_slice_id,
    cast(null as string) as second_slice_id,
    w.is_lasting as is_summed
from wanted as w
inner join parts as p on p.slice_id = w.slice_id
where w.value is not null
union all
select
    r.slice_id, {{ slice_columns('r') }}, r.state, r.is_questioned, r.scale * r.numerator / r.denominator as value,
    r.numerator, r.denominator, r.uom_code, r.used_slice_id, r.second_slice_id, r.is_summed
from rebuilt as r
where r.numerator is not null and not {{ is_zero('r.denominator') }}
