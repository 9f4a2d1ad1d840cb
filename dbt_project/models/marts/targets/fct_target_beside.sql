-- One row per target with other figures beside its headline: the latest of each other source of its indicator, and of each
-- indicator of the same concept, unit and kind, in one sentence with its name, source and period.
with series as (
    select distinct target_id, measure_code, has_whole_years
    from {{ ref('int_target_series') }}
),

headline as (
    select distinct target_id, source_code
    from {{ ref('fct_target_point') }}
),

others as (
    select
        t.target_id,
        v.indicator_code,
        v.source_code,
        v.period_code,
        {{ beside_sentence('vi') }} as sentence_vi,
        {{ beside_sentence('en') }} as sentence_en
    from {{ ref('int_targets') }} as t
    inner join series as s on s.target_id = t.target_id
    inner join {{ ref('stg_indicators') }} as h on h.indicator_code = t.indicator_code and h.valid_to is null
    inner join {{ ref('stg_indicator_concepts') }} as c on c.concept_code = t.concept_code
    inner join {{ ref('stg_indicators') }} as i
        on i.indicator_code = c.indicator_code and i.valid_to is null
        and i.uom_code = h.uom_code and i.stock_flow = h.stock_flow
    inner join {{ ref('fct_indicator_value') }} as v
        on v.indicator_code = i.indicator_code and v.area_id = t.home_area_id
        and v.breakdown_code = '_T' and v.value is not null and v.measure_code in (s.measure_code, 'level')
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('stg_sources') }} as o on o.source_code = v.source_code
    inner join {{ ref('stg_uoms') }} as u on u.uom_code = v.uom_code
    left join headline as f
        on f.target_id = t.target_id and f.source_code = v.source_code and i.indicator_code = t.indicator_code
    where f.target_id is null and (not s.has_whole_years or p.kind = 'year' or month(p.end_date) = 12)
    qualify row_number() over (
            partition by t.target_id, v.indicator_code, v.source_code
            order by p.end_date desc, p.start_date asc, p.period_code desc
        ) = 1
)

select
    target_id,
    {{ joined_texts('sentence_vi', '; ', order_by='indicator_code, source_code') }} as beside_vi,
    {{ joined_texts('sentence_en', '; ', order_by='indicator_code, source_code') }} as beside_en
from others
group by target_id
