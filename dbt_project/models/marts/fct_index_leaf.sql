-- One row per index field, leaf node, area and period of the field: the value, normalised onto the method's scale.
-- Minimum and maximum are those of the field in the period; an undefined score says why and is never 0.
with cells as (
    select
        f.index_code, f.structure_version, f.method_version, f.field_code,
        n.node_code, n.indicator_code, n.breakdown_code, n.measure_code, n.source_code,
        n.direction, n.bound_low, n.bound_high,
        m.normalise_kind, m.scale_low, m.scale_high,
        a.area_id, p.period_code
    from {{ ref('stg_index_fields') }} as f
    inner join {{ ref('stg_index_methods') }} as m
        on m.index_code = f.index_code and m.method_version = f.method_version
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = f.index_code
        and n.structure_version = f.structure_version
        and n.indicator_code is not null
    inner join {{ ref('stg_periods') }} as p
        on p.kind = f.period_kind
        and p.calendar = f.calendar
        and p.start_date >= f.valid_from
        and (f.valid_to is null or p.start_date < f.valid_to)
    inner join {{ ref('stg_areas') }} as a
        on a.area_set = f.area_set
        and (f.parent_id is null or a.parent_id = f.parent_id)
        and a.valid_from <= p.start_date
        and (a.valid_to is null or p.start_date < a.valid_to)
    -- only the periods for which any figure of this index has come
    where (f.index_code, f.structure_version, p.period_code) in (
        select distinct x.index_code, x.structure_version, v.period_code
        from {{ ref('stg_index_nodes') }} as x
        inner join {{ ref('fct_indicator_value') }} as v
            on v.indicator_code = x.indicator_code
            and v.breakdown_code = x.breakdown_code
            and v.measure_code = x.measure_code
            and v.source_code = x.source_code
        where v.value is not null
    )
),

valued as (
    select c.*, v.value
    from cells as c
    left join {{ ref('fct_indicator_value') }} as v on {{ same_slice('v', 'c') }}
),

bounds as (
    select
        index_code, structure_version, method_version, field_code, node_code, period_code,
        min(value) as field_low,
        max(value) as field_high
    from valued
    group by index_code, structure_version, method_version, field_code, node_code, period_code
),

placed as (
    select
        v.*,
        case when v.normalise_kind = 'goalpost' then v.bound_low else b.field_low end as low,
        case when v.normalise_kind = 'goalpost' then v.bound_high else b.field_high end as high
    from valued as v
    inner join bounds as b
        on b.index_code = v.index_code
        and b.structure_version = v.structure_version
        and b.method_version = v.method_version
        and b.field_code = v.field_code
        and b.node_code = v.node_code
        and b.period_code = v.period_code
),

shares as (
    select
        p.*,
        -- least and greatest skip NULL: without the guard a missing value would score 0
        case
            when p.value is not null and {{ snap('p.high') }} > {{ snap('p.low') }} then least(greatest((p.value - p.low) / (p.high - p.low), 0), 1)
        end as share
    from placed as p
)

select
    s.index_code, s.structure_version, s.method_version, s.field_code, s.node_code, s.area_id, s.period_code,
    s.value,
    case
        when s.normalise_kind = 'none' then s.value
        when s.direction = 1 then s.scale_low + (s.scale_high - s.scale_low) * s.share
        else s.scale_high - (s.scale_high - s.scale_low) * s.share
    end as score,
    case
        when s.value is null then 'missing'
        when s.normalise_kind <> 'none' and s.share is null then 'zero_range'
    end as undefined_reason
from shares as s
