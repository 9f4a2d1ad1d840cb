-- One row per figure with a value: whether later figures may be compared with it, jumps left aside.
-- Jumps and outliers are left aside so that nothing is recursive: they are compared with what this table admits.
with latest_release as (
    select release_id, ledger_seq
    from {{ ref('stg_releases') }}
    qualify row_number() over (order by release_seq desc) = 1
),

in_force as (select * from {{ ref('int_decisions_in_force') }}),

found as (
    select v.*
    from ({{ violations_found(but=['jump', 'outlier']) }}) as v
    left join in_force as w
        on w.decision_kind = 'waive'
        and w.rule_code = v.rule_code
        and {{ same_slice('w', 'v') }}
    where v.outcome = 'fail' and v.severity = 'hold' and w.decision_seq is null
),

accused as (
    select distinct c.leaf_slice_id as slice_id
    from ({{ accused_figures('found') }}) as a
    inner join {{ ref('int_figure_cells') }} as c on c.slice_id = a.slice_id
),

-- a ratio stands as its parts do
parts as (
    select
        c.slice_id,
        max(o.known_from_seq) as known_from_seq,
        bool_and(a.decision_seq is not null) as is_accepted,
        bool_or(x.slice_id is not null and a.decision_seq is null) as is_accused
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('int_observations') }} as o on o.slice_id = c.leaf_slice_id
    left join accused as x on x.slice_id = o.slice_id
    left join in_force as a
        on a.decision_kind = 'accept'
        and {{ same_slice('a', 'o') }}
        and a.expected_value is not distinct from o.value
    group by c.slice_id
),

waived as (
    select {{ slice_columns() }}, max(decision_seq) as decision_seq
    from in_force
    where decision_kind = 'waive'
    group by {{ slice_columns() }}
)

select
    f.slice_id,
    {{ slice_columns('f') }},
    f.value,
    f.explanation,
    p.is_accepted or f.decision_seq is not null as is_confirmed,
    r.release_id is not null as is_published,
    case
        when p.is_accepted then false
        when p.is_accused then true
        when f.decision_seq is not null or r.release_id is not null then false
        -- the latest release had it to judge and did not publish it; nothing was sent or decided since
        else coalesce(greatest(p.known_from_seq, coalesce(w.decision_seq, 0)) <= l.ledger_seq, false)
    end as is_left_out
from {{ ref('int_figures') }} as f
inner join parts as p on p.slice_id = f.slice_id
left join latest_release as l on true
left join {{ ref('int_published_values') }} as r
    on r.release_id = l.release_id
    and {{ same_slice('r', 'f') }}
    and r.value = f.value
left join waived as w on {{ same_slice('w', 'f') }}
where f.value is not null
