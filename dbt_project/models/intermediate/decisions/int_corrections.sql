-- One row per correction decision in force at the occasion period's end (valid until its expiry date), with the value as sent that
-- its chain begins with: a correction may expect what the one before it put in place. A value beyond the warehouse's range,
-- which earlier versions took, is never applied (LARGEST in submissions/value/numbers.py).
with corrections as (
    select
        d.*,
        lag(d.new_value) over (partition by {{ slice_columns('d') }} order by d.decision_seq) as value_before
    from {{ ref('int_decisions_in_force') }} as d
    where d.decision_kind = 'correct'
        and abs(d.new_value) <= 1e15
),

chained as (
    select
        c.*,
        sum(case when c.expected_value = c.value_before then 0 else 1 end) over (
            partition by {{ slice_columns('c') }}
            order by c.decision_seq
        ) as chain_no
    from corrections as c
)

select
    c.*,
    first_value(c.expected_value) over (
        partition by {{ slice_columns('c') }}, c.chain_no
        order by c.decision_seq
    ) as sent_value
from chained as c
