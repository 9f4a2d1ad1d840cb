-- One row per figure that the duties make due, reported or derived, with the reported slices behind it.
-- A ratio is due where both its parts are; it is not applicable where a part or the ratio itself is not.
with parts as (
    select
        {{ slice_id('e') }} as slice_id,
        {{ slice_columns('e') }},
        e.is_applicable,
        e.last_date,
        {{ slice_id('e') }} as part_slice_id,
        {{ slice_id('e') }} as second_slice_id
    from {{ ref('int_expected_slices') }} as e
)

select * from parts
union all
select
    n.area_id || '|' || i.indicator_code || '|' || n.breakdown_code || '|' || n.measure_code
    || '|' || n.source_code || '|' || n.period_code as slice_id,
    n.area_id,
    i.indicator_code,
    n.breakdown_code,
    n.measure_code,
    n.source_code,
    n.period_code,
    n.is_applicable and d.is_applicable and p.start_date >= i.valid_from as is_applicable,
    case when n.last_date > d.last_date then n.last_date else d.last_date end as last_date,
    n.slice_id as part_slice_id,
    d.slice_id as second_slice_id
from {{ ref('stg_indicators') }} as i
inner join parts as n on n.indicator_code = i.numerator_code
inner join {{ ref('stg_periods') }} as p on p.period_code = n.period_code
inner join parts as d
    on d.indicator_code = i.denominator_code
    and d.area_id = n.area_id
    and d.breakdown_code = n.breakdown_code
    and d.measure_code = n.measure_code
    and d.source_code = n.source_code
    and d.period_code = n.period_code
where i.calc_kind in ('ratio', 'share', 'per_capita')
    and {{ not_ended_on('i', 'p.start_date') }}
