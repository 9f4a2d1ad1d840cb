-- One row per figure with a value: what decisions and the latest release say of it. No rule of this build is asked, so that
-- rules that compare with earlier figures can read it.
with latest_release as (
    select release_id, ledger_seq
    from {{ ref('stg_releases') }}
    qualify row_number() over (order by release_seq desc) = 1
),

in_force as (select * from {{ ref('int_decisions_in_force') }}),

-- a ratio stands as its parts do, and is explained as they are
parts as (
    select
        c.slice_id,
        max(o.known_from_seq) as known_from_seq,
        bool_and(a.decision_seq is not null) as is_accepted,
        max(o.explanation) as explanation
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('int_observations') }} as o on o.slice_id = c.leaf_slice_id
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
    p.explanation,
    p.is_accepted,
    p.is_accepted or f.decision_seq is not null as is_confirmed,
    r.release_id is not null as is_published,
    case
        when p.is_accepted or f.decision_seq is not null or r.release_id is not null then false
        -- the latest release had it to judge and did not publish it, or with a doubt; nothing was sent or decided since
        else coalesce(greatest(p.known_from_seq, coalesce(w.decision_seq, 0)) <= l.ledger_seq, false)
    end as is_left_out
from {{ ref('int_figures') }} as f
inner join parts as p on p.slice_id = f.slice_id
left join latest_release as l on true
left join {{ ref('int_published_values') }} as r
    on r.release_id = l.release_id
    and {{ same_slice('r', 'f') }}
    and r.value = f.value
    and not r.is_doubted
left join waived as w on {{ same_slice('w', 'f') }}
where f.value is not null
