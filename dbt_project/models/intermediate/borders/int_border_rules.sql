-- One row per indicator and version: how its figures are carried to other borders, or why not.
-- sum: counts are added; ratio: rebuilt from its carried parts; mean: an index whose own edition took the plain mean of the
-- merged provinces; withheld: a score, an average or a ratio without parts is no sum of anything.
with means as (
    select distinct n.indicator_code, n.source_code, f.area_set
    from {{ ref('stg_index_fields') }} as f
    inner join {{ ref('stg_index_methods') }} as m
        on m.index_code = f.index_code and m.method_version = f.method_version and m.merge_kind = 'plain_mean'
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = f.index_code and n.structure_version = f.structure_version and n.indicator_code is not null
)

select
    i.indicator_code,
    i.version,
    i.valid_from,
    i.valid_to,
    i.uom_code,
    i.calc_kind,
    i.numerator_code,
    i.denominator_code,
    i.scale,
    i.bound_low >= 0 as is_never_negative,
    coalesce(w.weight_class, 'other') as weight_class,
    m.source_code as mean_source_code,
    m.area_set as mean_area_set,
    case
        when i.agg_area = 'sum' then 'sum'
        when i.agg_area = 'ratio' and i.numerator_code is not null then 'ratio'
        else 'withheld'
    end as method,
    case
        when i.agg_area in ('sum', 'ratio') and (i.agg_area = 'sum' or i.numerator_code is not null) then null
        when i.stock_flow = 'score' then 'score'
        when i.stock_flow = 'ratio' then 'ratio_without_parts'
        else 'not_additive'
    end as reason_code
from {{ ref('stg_indicators') }} as i
left join {{ ref('stg_indicator_weights') }} as w on w.indicator_code = i.indicator_code
left join means as m on m.indicator_code = i.indicator_code
