-- One row per reported figure that a rule would hold, although another one explains all that speaks against it: each violation
-- that accuses it accuses the other too, and at least one more accuses the other alone. So the other is the least change.
-- Only a figure that is confirmed by its own past is cleared: a jump rule compares it and finds nothing. It is asked about.
with found as (
    select slice_id, count(*) as n_violations, bool_or(severity = 'hold') as is_held
    from {{ ref('chk_accusation') }}
    group by slice_id
),

shared as (
    select a.slice_id, o.slice_id as other_slice_id, count(*) as n_shared
    from {{ ref('chk_accusation') }} as a
    inner join {{ ref('chk_accusation') }} as o on o.violation_id = a.violation_id and o.slice_id <> a.slice_id
    group by a.slice_id, o.slice_id
),

confirmed as (
    select b.slice_id
    from {{ ref('chk_jump_baseline') }} as b
    left join {{ ref('chk_jump') }} as j on j.slice_id = b.slice_id
    group by b.slice_id
    having count(j.slice_id) = 0
)

select distinct s.slice_id
from shared as s
inner join found as f on f.slice_id = s.slice_id and f.is_held and f.n_violations = s.n_shared
inner join found as o on o.slice_id = s.other_slice_id and o.n_violations > s.n_shared
inner join confirmed as c on c.slice_id = s.slice_id
