-- One row per task and agency named in it: the agency's part, the agency that carries on its work today, and how the task
-- stands.
select
    a.task_id,
    a.agency_no,
    a.role,
    a.agency_code,
    g.name_vi as agency_name_vi,
    a.agency_vi,
    a.line,
    coalesce(n.agency_code, g.agency_code) as today_code,
    coalesce(n.name_vi, g.name_vi) as today_name_vi,
    n.agency_code is not null as has_ended,
    g.succession_vi,
    case when n.agency_code is null then g.reporter_code else n.reporter_code end as reporter_code,
    t.home_area_id,
    t.time_state,
    t.status,
    t.is_due,
    t.is_overdue,
    t.is_silent
from {{ ref('stg_task_agencies') }} as a
inner join {{ ref('stg_agencies') }} as g on g.agency_code = a.agency_code
left join {{ ref('stg_agencies') }} as n on n.agency_code = g.successor_code
inner join {{ ref('task_status') }} as t on t.task_id = a.task_id
