-- One row per reported figure and violation that holds it or asks about it: a failed one, not waived, of a figure that no
-- person accepted as it was sent.
with accepted as (
    -- the statistician stands by the very figure that was sent, whichever rule accuses it
    select distinct o.slice_id
    from {{ ref('int_decisions_in_force') }} as d
    inner join {{ ref('int_observations') }} as o on {{ same_slice('o', 'd') }}
    where d.decision_kind = 'accept' and o.value is not distinct from d.expected_value
)

select distinct
    leaf.leaf_slice_id as slice_id,
    v.violation_id,
    v.rule_code,
    v.severity
from {{ ref('chk_violation') }} as v
inner join {{ ref('chk_violation_slice') }} as s on s.violation_id = v.violation_id and s.is_accused
inner join {{ ref('int_figure_cells') }} as leaf on leaf.slice_id = s.slice_id
left join accepted as a on a.slice_id = leaf.leaf_slice_id
where v.outcome = 'fail' and v.severity in ('hold', 'question') and not v.is_waived and a.slice_id is null
