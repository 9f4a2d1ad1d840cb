-- One row per merged area and slice of an index whose edition took the plain mean of the provinces that were merged.
-- Every one of them counts alike and all must have a figure; this is the edition's rule, not a ratio rebuilt from parts.
with means as (
    select r.*, s.area_id as from_area_id, s.source_code, s.period_code, s.value
    from {{ ref('int_border_rules') }} as r
    inner join {{ ref('stg_published_scores') }} as s
        on s.indicator_code = r.indicator_code and s.source_code = r.mean_source_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    where s.value is not null
        and {{ valid_on('r', 'p.start_date') }}
)

select
    x.to_id as area_id,
    x.from_set,
    m.indicator_code,
    '_T' as breakdown_code,
    'level' as measure_code,
    m.source_code,
    m.period_code,
    m.uom_code,
    x.direction,
    count(*) as n_areas,
    max(x.n_areas_expected) as n_areas_expected,
    case
        when count(*) = max(x.n_areas_expected)
            then cast(sum(cast(m.value as decimal(24, 6))) as double) / count(*)
    end as value,
    case when count(*) < max(x.n_areas_expected) then 'areas_missing' end as reason_code
from means as m
inner join {{ ref('int_area_crosswalk') }} as x
    on x.from_id = m.from_area_id and x.weight_class = 'other' and x.share_low = 1 and x.direction = 'forward'
inner join {{ ref('stg_areas') }} as t on t.area_id = x.to_id and t.area_set = m.mean_area_set
group by x.to_id, x.from_set, m.indicator_code, m.source_code, m.period_code, m.uom_code, x.direction
