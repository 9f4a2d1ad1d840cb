-- One row per commune, share of the communes' reports that speaks of a target of the province, and period: how far the
-- commune is from the province's goal, how many units it lacks, and its part in what all communes lack.
with goals as (
    select t.area_id, t.period_code, t.target_id, t.number_vi, t.goal, o.judged_as, o.concept_code, i.uom_code
    from {{ ref('int_headline_target') }} as t
    inner join {{ ref('int_targets') }} as o on o.target_id = t.target_id and o.kind = 'ratio'
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = t.indicator_code and i.valid_to is null
    -- of two indicators of one concept with targets, the one that leads it
    left join {{ ref('stg_headline_choices') }} as c on c.indicator_code = t.indicator_code
    qualify row_number() over (
            partition by t.area_id, t.period_code, o.concept_code, i.uom_code
            order by coalesce(c.is_concept_headline, false) desc, t.target_id asc
        ) = 1
),

compared as (
    select
        v.*,
        g.target_id as province_target_id,
        g.number_vi,
        g.goal as province_goal,
        case
            when g.judged_as = 'gt' then {{ snap('v.value') }} > {{ snap('g.goal') }}
            when g.judged_as = 'le' then {{ snap('v.value') }} <= {{ snap('g.goal') }}
            else {{ snap('v.value') }} >= {{ snap('g.goal') }}
        end as is_met,
        g.judged_as,
        case when g.judged_as in ('ge', 'gt') then g.goal * v.denominator / i.scale - v.numerator end as lack
    from {{ ref('planner_value') }} as v
    inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = v.indicator_code and i.valid_to is null
    inner join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = v.indicator_code
    inner join goals as g
        on g.area_id = a.parent_id
        and g.period_code = v.period_code
        and g.concept_code = c.concept_code
        and g.uom_code = i.uom_code
    where v.area_level = 'commune' and v.value is not null
),

lacking as (
    select
        *,
        case
            when lack is null then null
            when is_met then 0
            when judged_as = 'gt' then floor({{ rounded('lack', 6) }}) + 1
            else ceil({{ rounded('lack', 6) }})
        end as n_lacking
    from compared
)

select
    area_id,
    area_name_vi,
    indicator_code,
    indicator_name_vi,
    period_code,
    value,
    unit_vi,
    province_target_id as target_id,
    number_vi as goal_vi,
    province_goal as goal,
    cast(value - province_goal as double) as difference,
    is_met,
    cast(n_lacking as bigint) as n_lacking,
    cast(100 * n_lacking / nullif(sum(n_lacking) over (partition by indicator_code, period_code), 0) as double) as share_of_lacking_pct,
    standing_vi
from lacking
