-- One row per reported figure that a hold rule accuses in this build; jumps and balances, which compare with earlier figures
-- and read this table, are left aside.
with found as (
    select v.*
    from ({{ violations_found(but=['jump', 'outlier', 'cumulative_balance', 'cumulative_gap']) }}) as v
    left join {{ ref('int_decisions_in_force') }} as w
        on w.decision_kind = 'waive'
        and w.rule_code = v.rule_code
        and {{ same_slice('w', 'v') }}
    where v.outcome = 'fail' and v.severity = 'hold' and w.decision_seq is null
)

select distinct leaf.leaf_slice_id as slice_id
from ({{ accused_figures('found') }}) as a
inner join {{ ref('int_figure_cells') }} as leaf on leaf.slice_id = a.slice_id
inner join {{ ref('chk_figure_history') }} as h
    on h.slice_id = leaf.leaf_slice_id
    and not h.is_accepted
