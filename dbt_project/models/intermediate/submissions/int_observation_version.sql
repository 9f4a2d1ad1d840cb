-- One row per slice and known_from_seq: what was known of a figure, from which ledger position until which.
-- A correction splits the version it corrects, while that version holds the value the correction expected.
with submitted as (
    select * from {{ ref('int_submitted_slices') }}
),

corrected as (
    select
        {{ slice_columns('o') }},
        o.submission_id,
        o.known_to_seq,
        d.new_value,
        d.decision_seq,
        greatest(o.known_from_seq, d.decision_seq) as known_from_seq
    from submitted as o
    inner join {{ ref('int_corrections') }} as d on {{ same_slice('d', 'o') }}
    where d.expected_value is not distinct from o.value
        and d.decision_seq < coalesce(o.known_to_seq, d.decision_seq + 1)
    qualify row_number() over (
            partition by {{ slice_columns('o') }}, o.submission_id
            order by d.decision_seq desc
        ) = 1
)

select
    {{ slice_columns('o') }},
    o.known_from_seq,
    coalesce(c.known_from_seq, o.known_to_seq) as known_to_seq,
    o.value,
    o.uom_code,
    o.obs_status,
    o.figure_status,
    o.explanation,
    o.submission_id,
    o.sheet,
    o.address,
    cast(null as bigint) as decision_seq
from submitted as o
left join corrected as c on {{ same_slice('c', 'o') }} and c.submission_id = o.submission_id
where c.known_from_seq is null or c.known_from_seq > o.known_from_seq
union all
select
    {{ slice_columns('o') }},
    c.known_from_seq,
    c.known_to_seq,
    c.new_value as value,
    o.uom_code,
    'corrected' as obs_status,
    o.figure_status,
    o.explanation,
    o.submission_id,
    o.sheet,
    o.address,
    c.decision_seq
from corrected as c
inner join submitted as o on {{ same_slice('o', 'c') }} and o.submission_id = c.submission_id
