-- One row per thing that several figures of the province speak of, indicator, source and measure: its latest figure, and
-- whether it is the one that stands in the headline, with the reason.
with members as (
    select
        i.indicator_code,
        i.name_vi as indicator_name_vi,
        i.uom_code,
        coalesce(c.concept_code, i.indicator_code) as topic_code,
        coalesce(n.name_vi, i.name_vi) as topic_name_vi
    from {{ ref('stg_indicators') }} as i
    left join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = i.indicator_code
    left join {{ ref('stg_concepts') }} as n on n.concept_code = c.concept_code
    where i.valid_to is null
),

latest as (
    select v.*, p.name_vi as period_name_vi
    from {{ ref('indicator_value') }} as v
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = v.area_id
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    where v.state = 'current' and v.value is not null and v.breakdown_code = '_T'
    qualify row_number() over (
            partition by v.indicator_code, v.source_code, v.measure_code
            order by p.end_date desc, v.period_code asc
        ) = 1
),

targeted as (
    select indicator_code, {{ joined_texts('target_id', ', ') }} as target_ids
    from {{ ref('int_targets') }}
    where binding <> 'dropped'
    group by indicator_code
),

placed as (
    select
        m.topic_code, m.topic_name_vi, m.uom_code, m.indicator_name_vi, v.indicator_code, v.source_code, v.measure_code,
        v.period_code, v.period_name_vi, v.value, v.uom_symbol_vi, c.reason_vi, c.reason_en,
        count(*) over (partition by m.topic_code, m.uom_code) as n_figures,
        row_number() over (
            partition by m.topic_code, m.uom_code
            order by
                coalesce(c.is_concept_headline, false) desc,
                case when v.source_code = c.source_code then 0 else 1 end asc,
                case when v.measure_code = c.measure_code then 0 else 1 end asc,
                case v.measure_code when 'in_period' then 0 when 'level' then 1 when 'ytd' then 2 else 3 end asc,
                v.source_code asc,
                v.indicator_code asc
        ) as place
    from latest as v
    inner join members as m on m.indicator_code = v.indicator_code
    left join {{ ref('stg_headline_choices') }} as c on c.indicator_code = v.indicator_code
)

select
    v.topic_code,
    v.topic_name_vi,
    cast(v.place as bigint) as place,
    v.place = 1 as is_headline,
    v.indicator_code,
    v.indicator_name_vi,
    v.source_code,
    s.name_vi as source_name_vi,
    v.measure_code,
    m.name_vi as measure_name_vi,
    v.period_code,
    v.period_name_vi,
    v.value,
    v.uom_symbol_vi as unit_vi,
    t.target_ids,
    case when v.place = 1 then v.reason_vi end as reason_vi,
    case when v.place = 1 then v.reason_en end as reason_en
from placed as v
inner join {{ ref('stg_sources') }} as s on s.source_code = v.source_code
inner join {{ ref('stg_measures') }} as m on m.measure_code = v.measure_code
left join targeted as t on t.indicator_code = v.indicator_code
where v.n_figures > 1
