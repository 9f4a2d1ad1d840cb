-- One row per target: the forms that bring its figure to this province, else those that would, and who holds it.
-- collected: forms in force for the province; elsewhere: a form exists but no one here owes it; planned: a proposal.
-- A figure computed from parts is as well off as the worst of them, and names the forms of those.
with owed as (
    select distinct o.form_code from {{ ref('stg_obligations') }} as o
),

existing as (
    select f.indicator_code, min(f.form_code) as form_code, max(o.form_code) as owed_form_code
    from {{ ref('int_indicator_forms') }} as f
    left join owed as o on o.form_code = f.form_code
    group by f.indicator_code
),

parts as (
    select indicator_code, numerator_code as part_code from {{ ref('stg_indicators') }}
    where valid_to is null
    union
    select indicator_code, denominator_code as part_code from {{ ref('stg_indicators') }}
    where valid_to is null
    union
    select indicator_code, part_code from {{ ref('stg_indicator_parts') }}
),

leaves as (
    select
        t.target_id,
        coalesce(e.owed_form_code, e.form_code, n.form_code) as form_code,
        case when e.form_code is null then n.holder_vi end as holder_vi,
        case when e.form_code is null then n.note_vi end as note_vi,
        case
            when e.owed_form_code is not null and t.home_area_id = b.province_area_id then 0
            when e.form_code is not null then 1
            when n.form_code is not null then 2
            else 3
        end as distance
    from {{ ref('int_targets') }} as t
    cross join {{ ref('stg_builds') }} as b
    left join existing as w on w.indicator_code = t.indicator_code
    left join parts as p
        on p.indicator_code = t.indicator_code and p.part_code is not null and w.owed_form_code is null
    left join existing as e on e.indicator_code = coalesce(p.part_code, t.indicator_code)
    left join {{ ref('stg_planned_collections') }} as n on n.indicator_code = coalesce(p.part_code, t.indicator_code)
),

worst as (
    select target_id, max(distance) as distance
    from leaves
    group by target_id
)

select
    w.target_id,
    case w.distance when 0 then 'collected' when 1 then 'elsewhere' when 2 then 'planned' else 'none' end as form_state,
    string_agg(distinct l.form_code, ', ' order by l.form_code) as form_code,
    string_agg(distinct l.holder_vi, '; ' order by l.holder_vi) as holder_vi,
    string_agg(distinct l.note_vi, ' ' order by l.note_vi) as note_vi
from worst as w
inner join leaves as l on l.target_id = w.target_id and l.distance = w.distance
group by w.target_id, w.distance
