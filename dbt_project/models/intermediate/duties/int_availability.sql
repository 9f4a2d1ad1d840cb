-- One row per indicator of the availability calendar and year that has begun: when its official figure first exists.
-- A day of one edition outweighs the rule; a year that is never published has none, and nothing is put in its place.
with years as (
    select
        p.period_code,
        p.start_date,
        p.end_date
    from {{ ref('stg_periods') }} as p
    cross join {{ ref('stg_builds') }} as b
    where p.kind = 'year' and p.calendar = 'stat' and p.start_date <= b.as_of_date
),

ruled as (
    select
        r.indicator_code,
        y.period_code,
        make_date(year(y.end_date) + r.expect_years, r.expect_month, r.expect_day) as exists_from,
        r.year_endings is null
        or '|' || r.year_endings || '|' like '%|' || right(cast(year(y.end_date) as string), 1) || '|%' as is_published_year,
        r.evidence,
        r.basis_vi,
        r.source_url
    from {{ ref('stg_availability') }} as r
    inner join years as y on y.start_date >= r.rule_from
    where r.period_code is null
),

editions as (
    select e.*
    from {{ ref('stg_availability') }} as e
    inner join years as y on y.period_code = e.period_code
)

select
    coalesce(e.indicator_code, r.indicator_code) as indicator_code,
    coalesce(e.period_code, r.period_code) as period_code,
    case when e.indicator_code is not null then e.published_on else r.exists_from end as exists_from,
    e.indicator_code is not null or r.is_published_year as is_published_year,
    coalesce(e.evidence, r.evidence) as evidence,
    coalesce(e.basis_vi, r.basis_vi) as basis_vi,
    case when e.indicator_code is not null then e.source_url else r.source_url end as source_url
from ruled as r
full outer join editions as e on e.indicator_code = r.indicator_code and e.period_code = r.period_code
