{{ config(materialized='view') }}
-- One row per slice that an index may read: the warehouse's figures, and the scores that others have published. A figure
-- that is held, or that its sender is asked about, counts with its last admitted value; the latter keeps what was sent
-- beside it, as it is. `size` is a ratio's denominator: how much a figure counts where periods are pooled.
select
    f.area_id, f.indicator_code, f.breakdown_code, f.measure_code, f.source_code, f.period_code,
    case when l.slice_id is null then f.value else c.value end as value,
    case when l.slice_id is null then f.denominator else c.denominator end as size,
    f.value as value_as_is,
    f.denominator as size_as_is,
    l.slice_id is not null as is_questioned,
    false as is_carried
from {{ ref('fct_indicator_value') }} as f
left join {{ ref('fct_last_admitted') }} as l on l.slice_id = f.slice_id and l.is_questioned
left join {{ ref('fct_carried_figure') }} as c on c.slice_id = l.slice_id
union all
select
    area_id, indicator_code, breakdown_code, measure_code, source_code, period_code, value, denominator as size,
    value as value_as_is,
    denominator as size_as_is,
    false as is_questioned,
    true as is_carried
from {{ ref('fct_carried_figure') }}
where state = 'held'
union all
select
    area_id, indicator_code, '_T' as breakdown_code, 'level' as measure_code, source_code, period_code, value,
    cast(null as double) as size,
    value as value_as_is,
    cast(null as double) as size_as_is,
    false as is_questioned,
    false as is_carried
from {{ ref('stg_published_scores') }}
