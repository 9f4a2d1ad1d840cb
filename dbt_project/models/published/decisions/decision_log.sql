-- One row per decision in the ledger up to this build: what was decided, on which slice, by which role, until when.
select
    d.decision_seq,
    d.decided_at,
    d.role,
    d.decision_kind,
    d.rule_code,
    {{ slice_id('d') }} as slice_id,
    {{ slice_columns('d') }},
    d.expected_value,
    d.new_value,
    d.reason,
    d.owner,
    d.expires
from {{ ref('stg_decisions') }} as d
