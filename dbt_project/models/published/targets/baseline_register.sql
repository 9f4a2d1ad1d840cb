-- One row per figure that a target aims at, old province of its area and year 2021 to 2025: the figure, or its state.
-- known: a figure with its source. asked, not_available: as the register says. to_ask: nobody has asked yet.
with wanted as (
    select distinct t.indicator_code, t.home_area_id, l.from_id as area_id
    from {{ ref('int_targets') }} as t
    inner join {{ ref('stg_area_links') }} as l on l.to_id = t.home_area_id
    inner join {{ ref('stg_areas') }} as a on a.area_id = l.from_id and a.level = 'province'
    union
    -- a figure that the documents give in a narrower scope than the target it stands beside
    select n.indicator_code, l.to_id as home_area_id, n.area_id
    from {{ ref('stg_baselines') }} as n
    inner join {{ ref('stg_area_links') }} as l on l.from_id = n.area_id
),

years as (
    select distinct year(start_date) as year
    from {{ ref('stg_periods') }}
    where kind = 'year' and calendar = 'stat' and year(start_date) between 2021 and 2025
)

select
    w.home_area_id,
    w.area_id,
    w.indicator_code,
    cast(y.year as bigint) as year,
    coalesce(n.state, 'to_ask') as state,
    n.baseline_id,
    n.value,
    n.uom_code,
    n.rank_population,
    n.year_from,
    n.year_to,
    case when n.document_file is not null then n.document_file || ':' || cast(n.line as string) else n.source_vi end as source_vi,
    n.asked_of_vi,
    n.note_vi
from wanted as w
cross join years as y
left join {{ ref('stg_baselines') }} as n
    on n.indicator_code = w.indicator_code
    and n.area_id = w.area_id
    and y.year between n.year_from and n.year_to
