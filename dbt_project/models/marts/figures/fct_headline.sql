-- One row per area, indicator and period: the slice that is its headline, and how many it was chosen from.
-- First the declared source, then the declared measure, then the measure that speaks of the period alone. A figure of a
-- simulated source, as those of a demonstration, enters indices and is no headline.
with slices as (
    select slice_id, {{ slice_columns() }}, is_questioned
    from {{ ref('fct_slice') }}
    where state <> 'not_applicable'
    union all
    select slice_id, {{ slice_columns() }}, is_questioned
    from {{ ref('fct_area_sum') }}
),

-- an indicator that has ended is described by its last version
described as (
    select indicator_code, name_en, decimals, direction
    from {{ ref('stg_indicators') }}
    qualify row_number() over (partition by indicator_code order by version desc) = 1
),

ranked as (
    select
        s.*,
        count(*) over (partition by s.area_id, s.indicator_code, s.period_code) as n_candidates,
        row_number() over (
            partition by s.area_id, s.indicator_code, s.period_code
            order by
                case when s.source_code = c.source_code then 0 else 1 end,
                case when s.measure_code = c.measure_code then 0 else 1 end,
                case s.measure_code when 'in_period' then 0 when 'level' then 1 when 'ytd' then 2 else 3 end,
                s.source_code
        ) as place
    from slices as s
    left join {{ ref('stg_headline_choices') }} as c on c.indicator_code = s.indicator_code
    inner join {{ ref('stg_sources') }} as o on o.source_code = s.source_code and not coalesce(o.is_simulated, false)
    where s.breakdown_code = coalesce(c.breakdown_code, '_T')
)

select
    r.slice_id,
    {{ slice_columns('r') }},
    r.n_candidates,
    r.is_questioned,
    d.name_en as indicator_name_en,
    d.decimals,
    d.direction
from ranked as r
inner join described as d on d.indicator_code = r.indicator_code
where r.place = 1
