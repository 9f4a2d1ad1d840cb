-- One row per component of an index of others, as far as it is known: who can move it, which form line brings it, the province's
-- latest figure, and the score that the province gives itself beside the published one.
-- `state` background is a hypothesis of the working list and no part of the official framework.
with own as (
    select v.*, p.end_date, p.kind as period_kind
    from {{ ref('planner_value') }} as v
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = v.area_id
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    where v.value is not null and v.state = 'current'
    qualify row_number() over (partition by v.indicator_code order by p.end_date desc, v.period_code asc) = 1
),

scores as (
    select s.indicator_code, s.value, s.period_code, s.source_code, a.name_vi as area_name_vi, p.end_date, s.area_id
    from {{ ref('stg_published_scores') }} as s
    inner join {{ ref('stg_areas') }} as a on a.area_id = s.area_id
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    left join {{ ref('stg_area_links') }} as l on l.from_id = s.area_id
    inner join {{ ref('stg_builds') }} as b on b.province_area_id in (s.area_id, l.to_id)
    where s.value is not null and s.confidence <> 'low'
    union all
    -- what the province reports of a decision that publishes scores
    select indicator_code, value, period_code, source_code, area_name_vi, end_date, area_id
    from own
    where source_code = 'index_decision'
),

published as (
    select *
    from scores
    qualify row_number() over (partition by indicator_code order by end_date desc, source_code desc, area_id asc) = 1
),

pillars as (
    select index_code, node_code, max_by(name_vi, structure_version) as name_vi, max_by(name_en, structure_version) as name_en
    from {{ ref('stg_index_nodes') }}
    group by index_code, node_code
)

select
    c.component_code, c.index_code, c.official_code, c.pillar_code, n.name_vi as pillar_name_vi, n.name_en as pillar_name_en,
    c.group_vi, c.group_en, c.name_vi, c.name_en, c.state, s.label_vi as state_vi, s.label_en as state_en, c.source_url,
    c.direction, c.denominator_vi, c.source_kind, c.mover, c.office_code,
    f.form_lines,
    c.evidence_vi,
    c.indicator_code,
    c.self_indicator_code,
    c.published_indicator_code,
    v.slice_id,
    v.period_code,
    v.value,
    v.unit_vi,
    v.standing_vi,
    case c.denominator_kind when 'people' then cast(a.population as double) when 'firms' then w.value end as denominator,
    case c.denominator_kind when 'firms' then w.period_code end as denominator_period_code,
    -- a flow of a month or a quarter says nothing of a year
    case
        when i.stock_flow = 'flow' and v.period_kind <> 'year' then null
        when c.denominator_kind = 'people' then v.value * c.denominator_scale / nullif(a.population, 0)
        when c.denominator_kind = 'firms' then v.value * c.denominator_scale / nullif(w.value, 0)
    end as per_denominator,
    z.value as self_score,
    z.period_code as self_period_code,
    p.value as published_score,
    p.period_code as published_period_code,
    p.area_name_vi as published_area_name_vi,
    p.source_code as published_source_code,
    c.note_vi
from {{ ref('stg_index_components') }} as c
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_areas') }} as a on a.area_id = b.province_area_id
inner join {{ ref('stg_vocabulary') }} as s on s.vocabulary = 'component_state' and s.code = c.state
left join pillars as n on n.index_code = c.index_code and n.node_code = c.pillar_code
left join {{ ref('int_component_lines') }} as f on f.component_code = c.component_code
left join {{ ref('stg_indicators') }} as i on i.indicator_code = c.indicator_code and i.valid_to is null
left join own as v on v.indicator_code = c.indicator_code
left join own as z on z.indicator_code = c.self_indicator_code
left join own as w on c.denominator_kind = 'firms' and w.indicator_code = 'N_FIRM_REGISTERED'
left join published as p on p.indicator_code = c.published_indicator_code
