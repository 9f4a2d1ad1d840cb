-- One row per duty (what is owed, reporter, period) that has begun or was sent for: what came of it by this build's day.
select
    v.*,
    case when b.as_of_date > v.last_date then v.state_overdue else v.state_in_time end as state
from {{ ref('fct_duty_version') }} as v
cross join {{ ref('stg_builds') }} as b
where v.known_to_seq is null and (v.start_date <= b.as_of_date or v.n_files > 0)
