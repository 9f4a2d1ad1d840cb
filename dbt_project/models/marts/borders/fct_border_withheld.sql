-- One row per area, set, and slice of a rank, a score, an average or a ratio without parts: no number, and the reason.
with figures as (
    select area_id, indicator_code, breakdown_code, measure_code, source_code, period_code
    from {{ ref('fct_admitted_figure') }}
    where value is not null
    union
    select area_id, indicator_code, '_T' as breakdown_code, 'level' as measure_code, source_code, period_code
    from {{ ref('stg_published_scores') }}
    where value is not null
    union
    select area_id, indicator_code, '_T' as breakdown_code, 'rank' as measure_code, source_code, period_code
    from {{ ref('stg_published_scores') }}
    where rank is not null
),

reasons as (
    select
        f.*,
        r.uom_code,
        r.method,
        case
            when f.measure_code = 'rank' then 'rank' when r.method = 'ratio' then 'parts_missing' else r.reason_code
        end as reason_code
    from figures as f
    inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code
    inner join {{ ref('int_border_rules') }} as r
        on r.indicator_code = f.indicator_code
        and (r.valid_from <= p.start_date or r.version = 1)
        and {{ not_ended_on('r', 'p.start_date') }}
    where f.measure_code = 'rank' or r.method <> 'sum'
),

carried as (
    select
        x.to_id as area_id, x.from_set, f.indicator_code, f.breakdown_code, f.measure_code, f.source_code, f.period_code,
        f.uom_code, min(x.direction) as direction, min(f.reason_code) as reason_code, count(*) as n_areas,
        max(x.n_areas_expected) as n_areas_expected
    from reasons as f
    inner join {{ ref('int_area_crosswalk') }} as x on x.from_id = f.area_id and x.weight_class = 'other'
    group by
        x.to_id, x.from_set, f.indicator_code, f.breakdown_code, f.measure_code, f.source_code, f.period_code, f.uom_code
),

answered as (
    select area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code
    from {{ ref('fct_border_ratio') }}
    union all
    select area_id, from_set, indicator_code, breakdown_code, measure_code, source_code, period_code
    from {{ ref('fct_border_mean') }}
)

select c.*
from carried as c
left join answered as a
    on a.area_id = c.area_id
    and a.from_set = c.from_set
    and a.indicator_code = c.indicator_code
    and a.breakdown_code = c.breakdown_code
    and a.measure_code = c.measure_code
    and a.source_code = c.source_code
    and a.period_code = c.period_code
where a.area_id is null
