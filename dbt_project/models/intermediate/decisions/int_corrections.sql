-- One row per correction decision in force at the occasion period's end (valid until its expiry date). A value beyond the
-- warehouse's range, which earlier versions took, is never applied (LARGEST in submissions/value/numbers.py).
select *
from {{ ref('int_decisions_in_force') }}
where decision_kind = 'correct'
    and abs(new_value) <= 1e15
