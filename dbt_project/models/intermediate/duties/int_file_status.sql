-- One row per readable submission: the day it came and how final its figures are.
-- What comes before the cut-off, or covers less than its period, is an estimate, whatever it calls itself. The figures of
-- publishers have no such status.
with marked as (
    select
        o.submission_id,
        count(*) filter (where o.obs_status = 'reported' and o.figure_status is distinct from 'uoc') as n_unmarked
    from {{ ref('stg_observations') }} as o
    group by o.submission_id
),

dated as (
    select
        s.submission_id,
        s.figure_status as stated_status,
        s.coverage_end,
        p.end_date,
        f.reporter_kind,
        {{ local_date('r.received_at') }} as received_date
    from {{ ref('stg_submissions') }} as s
    inner join {{ ref('stg_receipts') }} as r on r.receipt_id = s.receipt_id
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    inner join {{ ref('stg_forms') }} as f on f.form_code = s.form_code and f.form_version = s.form_version
    where s.outcome = 'read'
)

select
    d.submission_id,
    d.received_date,
    d.coverage_end,
    case
        when d.reporter_kind = 'publisher' then null
        when d.coverage_end < d.end_date or d.received_date < d.end_date or d.stated_status = 'uoc' then 'uoc'
        else coalesce(d.stated_status, 'chinh_thuc')
    end as figure_status,
    d.reporter_kind <> 'publisher'
    and d.received_date < d.end_date
    and coalesce(d.stated_status, '') <> 'uoc'
    and coalesce(d.coverage_end >= d.end_date, true)
    and coalesce(m.n_unmarked, 0) > 0 as is_early_unmarked
from dated as d
left join marked as m on m.submission_id = d.submission_id
