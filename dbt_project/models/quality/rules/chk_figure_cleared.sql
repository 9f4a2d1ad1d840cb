-- One row per reported figure that a rule would hold, although another one explains all that speaks against it: each violation
-- that accuses it accuses the other too, and at least one more accuses the other alone. So the other is the least change.
-- Only a figure that its own past confirms is cleared: a jump rule compares it, finds nothing, and it is two thirds to three
-- halves of the baseline; or it is a sum since the start of the year that follows from the sum before. It is asked about.
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
    inner join {{ ref('chk_jump_figure') }} as f
        on f.rule_code = b.rule_code
        and f.version = b.version
        and f.slice_id = b.slice_id
    left join {{ ref('chk_jump') }} as j on j.slice_id = b.slice_id
    group by b.slice_id
    having count(j.slice_id) = 0
        and min({{ exact('f.value') }}) >= max({{ exact('2 * b.base_value / 3') }})
        and max({{ exact('f.value') }}) <= min({{ exact('3 * b.base_value / 2') }})
    union
    select b.slice_id
    from {{ ref('chk_cumulative_base') }} as b
    left join {{ ref('chk_cumulative_balance') }} as v on v.slice_id = b.slice_id
    where b.has_earlier and b.n_doubtful = 0 and b.excess is not null and b.base_excess is not null and v.slice_id is null
)

select distinct s.slice_id
from shared as s
inner join found as f on f.slice_id = s.slice_id and f.is_held and f.n_violations = s.n_shared
inner join found as o on o.slice_id = s.other_slice_id and o.n_violations > s.n_shared
inner join confirmed as c on c.slice_id = s.slice_id
