-- One row per statement of this province's documents that names an indicator: a target, or a promise to track a figure.
select
    t.target_id as statement_id,
    'target' as statement_kind,
    t.document_file,
    t.line,
    t.quote,
    t.indicator_code
from {{ ref('int_targets') }} as t
inner join {{ ref('stg_builds') }} as b on b.province_area_id = t.home_area_id
union all
select
    c.commitment_id as statement_id,
    'commitment' as statement_kind,
    c.document_file,
    c.line,
    c.quote,
    c.indicator_code
from {{ ref('stg_commitments') }} as c
cross join {{ ref('stg_builds') }} as b
left join {{ ref('stg_area_links') }} as l on l.from_id = c.area_id
where c.indicator_code is not null and coalesce(l.to_id, c.area_id) = b.province_area_id
