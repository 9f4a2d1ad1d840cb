-- One row per reported slice that must not be published, and why: accused by a hold rule and not cleared, rejected when read,
-- in a file that could not be read or waits for a person, or corrected by a decision that no longer fits what was sent.
with accused as (
    select a.slice_id, 'violation' as reason_code, a.rule_code as detail
    from {{ ref('chk_accusation') }} as a
    left join {{ ref('chk_figure_cleared') }} as c on c.slice_id = a.slice_id
    where a.severity = 'hold' and c.slice_id is null
),

rejected as (
    select
        {{ slice_id('r') }} as slice_id,
        'reject' as reason_code,
        r.reason_code as detail
    from {{ ref('int_rejected_slices') }} as r
    where r.measure_code is not null and not r.is_settled
),

unread as (
    select
        {{ slice_id('e') }} as slice_id,
        case when u.outcome = 'waiting' then 'file_waiting' else 'file_unreadable' end as reason_code,
        u.reason_code as detail
    from {{ ref('int_unread_duties') }} as u
    inner join {{ ref('int_expected_slices') }} as e
        on e.reporter_code = u.reporter_code
        and e.form_code = u.form_code
        and e.period_code = u.period_code
    where e.is_applicable
),

stale as (
    select
        {{ slice_id('c') }} as slice_id,
        'stale_correction' as reason_code,
        cast(c.decision_seq as string) as detail
    from {{ ref('int_corrections') }} as c
    inner join {{ ref('int_observations') }} as o on {{ same_slice('o', 'c') }}
    where o.value is distinct from c.expected_value and o.value is distinct from c.new_value
)

select
    h.slice_id,
    min(h.reason_code) as reason_code,
    {{ joined_texts('h.detail', ' ', distinct=true) }} as detail
from (
    select * from accused
    union all
    select * from rejected
    union all
    select * from unread
    union all
    select * from stale
) as h
group by h.slice_id
