-- One row per correction decision in force at the occasion period's end (valid until its expiry date).
select *
from {{ ref('int_decisions_in_force') }}
where decision_kind = 'correct'
