-- One row per figure with a value: whether later figures may be compared with it, jumps left aside.
-- Figures that another sender sent are left out, too. Jumps and outliers are left aside so that nothing is recursive: they are
-- compared with what this table admits.
with found as (
    select v.*
    from ({{ violations_found(but=['jump', 'outlier']) }}) as v
    left join {{ ref('int_decisions_in_force') }} as w
        on w.decision_kind = 'waive'
        and w.rule_code = v.rule_code
        and {{ same_slice('w', 'v') }}
    where v.outcome = 'fail' and v.severity = 'hold' and w.decision_seq is null
),

-- a ratio is accused as its parts are
accused as (
    select distinct part.slice_id
    from ({{ accused_figures('found') }}) as a
    inner join {{ ref('int_figure_cells') }} as named on named.slice_id = a.slice_id
    inner join {{ ref('chk_figure_history') }} as leaf
        on leaf.slice_id = named.leaf_slice_id
        and not leaf.is_accepted
    inner join {{ ref('int_figure_cells') }} as part on part.leaf_slice_id = leaf.slice_id
),

copied as (
    select distinct slice_id
    from {{ ref('chk_copied_figure') }}
    where rule_kind = 'copied_sender'
)

select
    h.slice_id,
    {{ slice_columns('h') }},
    h.value,
    h.explanation,
    h.is_confirmed,
    h.is_published,
    not h.is_accepted and (h.is_left_out or x.slice_id is not null or k.slice_id is not null) as is_left_out
from {{ ref('chk_figure_history') }} as h
left join accused as x on x.slice_id = h.slice_id
left join copied as k on k.slice_id = h.slice_id
