-- One row per computed index, area and period: score and place, those of the period before, and what has changed.
-- Places of one month and the next are no trend: small denominators move them.
select
    s.index_code,
    s.structure_version,
    s.method_version,
    s.field_code,
    s.area_id,
    s.area_name_vi,
    s.period_code,
    s.score,
    s.rank,
    s.rank_low,
    s.rank_high,
    s.n_field,
    b.period_code as previous_period_code,
    b.score as previous_score,
    b.rank as previous_rank,
    cast(s.score - b.score as double) as score_change,
    b.rank - s.rank as places_gained,
    'Hạng tháng này so với tháng trước không phải là xu hướng' as caution_vi,
    'Places of one month and the next are no trend' as caution_en
from {{ ref('index_score') }} as s
inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
left join {{ ref('index_score') }} as b
    on b.index_code = s.index_code
    and b.structure_version = s.structure_version
    and b.method_version = s.method_version
    and b.field_code = s.field_code
    and b.series = s.series
    and b.node_code = s.node_code
    and b.area_id = s.area_id
    and b.period_code = p.previous_code
where s.series = 'computed' and s.parent_code is null
