-- One row per indicator, breakdown, measure, source and period that can be added over provinces: the sum of their figures,
-- of a ratio the sum of numerators over the sum of denominators. It is the country's only where every province is in it
-- with a whole figure; otherwise it is the sum of the provinces counted, and its label says so.
with parts as (
    select
        v.*,
        case when v.agg_area = 'sum' then {{ exact('v.value') }} end as added
    from {{ ref('province_value') }} as v
    where
        v.standing in ('whole', 'carried', 'partial') and v.measure_code <> 'rank'
        and (v.agg_area = 'sum' or (v.agg_area = 'ratio' and v.numerator is not null and v.denominator is not null))
),

summed as (
    select
        {{ country_series('p') }},
        max(p.indicator_name_vi) as indicator_name_vi,
        max(p.uom_code) as uom_code,
        max(p.agg_area) as agg_area,
        max(p.scale) as scale,
        cast(sum(p.added) as double) as added,
        cast(sum(case when p.agg_area = 'ratio' then {{ exact('p.numerator') }} end) as double) as numerator,
        cast(sum(case when p.agg_area = 'ratio' then {{ exact('p.denominator') }} end) as double) as denominator,
        count(*) as n_provinces,
        cast(sum(case when p.standing = 'carried' then 1 else 0 end) as bigint) as n_carried,
        cast(sum(case when p.standing = 'partial' then 1 else 0 end) as bigint) as n_partial,
        cast(sum(case when p.simulated = 'none' then 0 else 1 end) as bigint) as n_simulated
    from parts as p
    group by {{ country_series('p') }}
),

provinces as (
    select count(*) as n_provinces_expected from {{ ref('country_release') }}
),

scoped as (
    select
        s.*,
        c.n_provinces_expected,
        case when s.n_provinces = c.n_provinces_expected and s.n_partial = 0 then 'country' else 'provinces' end as scope,
        cast(s.n_provinces as string) || '/' || cast(c.n_provinces_expected as string) as counted
    from summed as s
    cross join provinces as c
)

select
    {{ country_series('s') }},
    s.indicator_name_vi,
    s.scope,
    case
        when s.scope = 'country' then 'Cả nước'
        when s.n_partial > 0 then 'Tổng của ' || s.counted || ' tỉnh, có tỉnh thiếu xã; không phải số cả nước'
        else 'Tổng của ' || s.counted || ' tỉnh; không phải số cả nước'
    end as scope_label_vi,
    case
        when s.scope = 'country' then 'The country'
        when s.n_partial > 0 then 'Sum of ' || s.counted || ' provinces, some without all communes; not the country'
        else 'Sum of ' || s.counted || ' provinces; not the country'
    end as scope_label_en,
    case
        when s.agg_area = 'sum' then s.added
        when not {{ is_zero('s.denominator') }} then s.scale * s.numerator / s.denominator
    end as value,
    s.numerator,
    s.denominator,
    s.uom_code,
    s.n_provinces,
    s.n_provinces_expected,
    s.n_carried,
    s.n_partial,
    s.n_simulated
from scoped as s
