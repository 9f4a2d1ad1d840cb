-- One row per province and period of the country's releases: reports due and what came of them by the release's ledger. A
-- province without a verified release has rows without counts, so that it is seen to be absent.
with periods as (
    select distinct c.period_code from {{ source('releases', 'completeness') }} as c
),

counted as (
    select
        c.province_code,
        c.period_code,
        cast(sum(c.n_due) as bigint) as n_due,
        cast(sum(c.n_not_due) as bigint) as n_not_due,
        cast(sum(c.n_read) as bigint) as n_read,
        cast(sum(c.n_in_time) as bigint) as n_in_time,
        cast(sum(c.n_late) as bigint) as n_late,
        cast(sum(c.n_missing) as bigint) as n_missing,
        cast(sum(c.n_unreadable) as bigint) as n_unreadable,
        cast(sum(c.n_waiting) as bigint) as n_waiting,
        cast(sum(c.n_withdrawn) as bigint) as n_withdrawn
    from {{ source('releases', 'completeness') }} as c
    group by c.province_code, c.period_code
)

select
    r.province_code,
    p.period_code,
    r.state,
    c.n_due,
    c.n_not_due,
    c.n_read,
    c.n_in_time,
    c.n_late,
    c.n_missing,
    c.n_unreadable,
    c.n_waiting,
    c.n_withdrawn
from {{ ref('country_release') }} as r
cross join periods as p
left join counted as c on c.province_code = r.province_code and c.period_code = p.period_code
