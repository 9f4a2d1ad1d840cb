-- One row per task and agency named in it: the agency's part, and how the task stands.
select
    a.task_id,
    a.agency_no,
    a.role,
    a.agency_code,
    g.name_vi as agency_name_vi,
    a.agency_vi,
    a.line,
    g.reporter_code,
    t.home_area_id,
    t.time_state,
    t.status,
    t.is_due,
    t.is_overdue,
    t.is_silent
from {{ ref('stg_task_agencies') }} as a
inner join {{ ref('stg_agencies') }} as g on g.agency_code = a.agency_code
inner join {{ ref('task_status') }} as t on t.task_id = a.task_id
