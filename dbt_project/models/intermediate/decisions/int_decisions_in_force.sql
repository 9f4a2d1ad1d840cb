-- One row per decision in force at the occasion period's end (valid until its expiry date).
select d.*
from {{ ref('stg_decisions') }} as d
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
where d.expires is null or d.expires >= p.end_date
