-- One row per indicator of the availability calendar and year that has begun: whether the province's official figure is
-- here, missing, not due yet, never published for that year (though somebody may have sent one), or published on no known
-- day.
with home as (
    select b.province_area_id as area_id
    from {{ ref('stg_builds') }} as b
    union
    select l.from_id as area_id
    from {{ ref('stg_area_links') }} as l
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = l.to_id
),

present as (
    select f.indicator_code, f.period_code
    from {{ ref('fct_indicator_value') }} as f
    inner join home as h on h.area_id = f.area_id
    where f.value is not null
    union
    select s.indicator_code, s.period_code
    from {{ ref('stg_published_scores') }} as s
    inner join home as h on h.area_id = s.area_id
    where s.value is not null or s.rank is not null
)

select
    a.indicator_code,
    a.period_code,
    a.exists_from,
    case
        when not a.is_published_year then case when p.indicator_code is null then 'never' else 'unexpected' end
        when p.indicator_code is not null then 'present'
        when a.exists_from is null then 'undated'
        when a.exists_from > b.as_of_date then 'not_due'
        else 'missing'
    end as state,
    a.evidence,
    a.basis_vi,
    a.source_url
from {{ ref('int_availability') }} as a
cross join {{ ref('stg_builds') }} as b
left join present as p on p.indicator_code = a.indicator_code and p.period_code = a.period_code
