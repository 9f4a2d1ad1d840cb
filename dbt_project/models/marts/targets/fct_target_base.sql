-- One row per target and source with figures: the number that progress is counted from, and where it comes from.
-- zero: a flow added up from the start of its period. register: a figure of the documents or the register for the same
-- area, standing at the middle of its years. first_observed: the earliest figure of the series, where there is none.
-- A figure of a province before its merger is no base for the merged one: it is shown, and not used. A province that
-- kept its borders keeps its figures.
with registered as (
    select
        t.target_id,
        n.value * fu.factor / tu.factor as value,
        6 * (n.year_from + n.year_to) + 12 as month_no,
        n.year_from,
        n.year_to,
        n.area_id = t.home_area_id or coalesce(l.relation = 'unchanged', false) as is_same_area
    from {{ ref('int_targets') }} as t
    inner join {{ ref('stg_baselines') }} as n
        on n.indicator_code = t.indicator_code
        and n.state = 'known'
        and coalesce(n.rank_population, '') = coalesce(t.rank_population, '')
    inner join {{ ref('stg_uoms') }} as fu on fu.uom_code = n.uom_code
    inner join {{ ref('stg_uoms') }} as tu on tu.uom_code = t.uom_code
    left join {{ ref('stg_area_links') }} as l on l.from_id = n.area_id and l.to_id = t.home_area_id
    where n.area_id in (t.home_area_id, t.area_id) or l.relation = 'unchanged'
    qualify row_number() over (
            partition by t.target_id
            order by is_same_area desc, n.year_to desc, n.year_from desc
        ) = 1
),

firsts as (
    select target_id, source_code, value, month_no
    from {{ ref('fct_target_value') }}
    qualify row_number() over (partition by target_id, source_code order by month_no, period_code) = 1
)

select
    f.target_id,
    f.source_code,
    case
        when t.kind = 'flow' and t.accumulation <> 'per_year' then 'zero'
        when r.is_same_area then 'register'
        else 'first_observed'
    end as base_kind,
    cast(case
        when t.kind = 'flow' and t.accumulation <> 'per_year' then 0
        when r.is_same_area then r.value
        else f.value
    end as double) as base_value,
    cast(case
        when t.kind = 'flow' and t.accumulation <> 'per_year'
            then coalesce(12 * t.horizon_from, {{ month_index('t.document_date') }})
        when r.is_same_area then r.month_no
        else f.month_no
    end as bigint) as base_month_no,
    r.value as registered_value,
    r.year_from as registered_year_from,
    r.year_to as registered_year_to,
    coalesce(not r.is_same_area, false) as is_other_border
from firsts as f
inner join {{ ref('int_targets') }} as t on t.target_id = f.target_id
left join registered as r on r.target_id = f.target_id
