-- One row per target of whose figure something is known beside the forms: the latest figure of each province that is, or
-- became, its province, each with its source, in one sentence. A figure of a narrower concept says which.
with known as (
    select
        t.target_id,
        n.indicator_code,
        n.area_id,
        n.indicator_code <> t.indicator_code as is_other,
        case when n.rank_population is null then '' else 'hạng ' end || {{ printed_number('n.value', ',') }}
        || case when n.rank_population is null then ' ' || u.symbol_vi else '/' || n.rank_population end as figure_vi,
        case when n.year_from < n.year_to then cast(n.year_from as string) || '–' else '' end
        || cast(n.year_to as string) as years,
        a.name_vi || case when n.area_id = t.home_area_id then '' else ' cũ' end as area_vi,
        i.name_vi as indicator_vi,
        coalesce(n.document_file || ':' || cast(n.line as string), n.source_vi) as source_vi
    from {{ ref('int_targets') }} as t
    inner join {{ ref('int_concept_family') }} as f on f.above_code = t.concept_code
    inner join {{ ref('stg_indicator_concepts') }} as c on c.concept_code = f.concept_code
    inner join {{ ref('stg_baselines') }} as n on n.indicator_code = c.indicator_code and n.state = 'known'
    inner join {{ ref('stg_areas') }} as a on a.area_id = n.area_id
    inner join {{ ref('stg_uoms') }} as u on u.uom_code = n.uom_code
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = n.indicator_code and i.valid_to is null
    left join {{ ref('stg_area_links') }} as l on l.from_id = n.area_id
    where t.home_area_id in (n.area_id, l.to_id)
    qualify row_number() over (
            partition by t.target_id, n.indicator_code, n.area_id
            order by n.year_to desc, n.year_from desc
        ) = 1
)

select target_id, {{ joined_texts('sentence_vi', '; ', order_by='is_other, area_vi, indicator_code, area_id') }} as known_vi
from (
    select
        known.*,
        figure_vi || ' (' || years || ', ' || area_vi || case when is_other then ', ' || indicator_vi else '' end
        || ') [' || source_vi || ']' as sentence_vi
    from known
) as worded
group by target_id
