-- One row per figure and leaf cell: a reported figure has its own cell, a ratio those of its two parts.
select
    f.slice_id,
    o.slice_id as leaf_slice_id,
    o.submission_id,
    o.sheet,
    o.address
from {{ ref('int_figures') }} as f
inner join {{ ref('int_observations') }} as o on o.slice_id = f.slice_id
where not f.is_derived
union all
select
    f.slice_id,
    o.slice_id as leaf_slice_id,
    o.submission_id,
    o.sheet,
    o.address
from {{ ref('int_figures') }} as f
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = f.indicator_code
inner join {{ ref('stg_periods') }} as p
    on p.period_code = f.period_code
    and {{ valid_on('i', 'p.start_date') }}
inner join {{ ref('int_observations') }} as o
    on o.indicator_code in (i.numerator_code, i.denominator_code)
    and o.area_id = f.area_id
    and o.breakdown_code = f.breakdown_code
    and o.measure_code = f.measure_code
    and o.source_code = f.source_code
    and o.period_code = f.period_code
where f.is_derived
