-- One row per target: whether it binds the province of today, and which decision says so.
-- A document made for a province that has since merged is undecided until a person adopts, restates or drops it; a
-- decision about one target counts before one about its whole document, a later one before an earlier.
with homes as (
    select
        t.target_id,
        t.document_file,
        coalesce(l.to_id, t.area_id) as home_area_id,
        l.to_id is not null and l.relation <> 'unchanged' as is_pre_merger
    from {{ ref('stg_targets') }} as t
    left join {{ ref('stg_area_links') }} as l on l.from_id = t.area_id
),

decided as (
    select h.target_id, d.decision_seq, d.outcome, d.new_low, d.new_high, d.reason, d.owner
    from homes as h
    inner join {{ ref('stg_decisions') }} as d
        on d.decision_kind = 'bind'
        and (d.target_id = h.target_id or (d.target_id is null and d.document_file = h.document_file))
    cross join {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
    inner join {{ ref('stg_periods') }} as f on f.period_code = d.period_code and f.start_date <= p.end_date
    where d.expires is null or d.expires >= p.end_date
    qualify row_number() over (
            partition by h.target_id
            order by (d.target_id is not null) desc, d.decision_seq desc
        ) = 1
)

select
    h.target_id,
    h.home_area_id,
    h.is_pre_merger,
    case
        when d.outcome is not null then d.outcome
        when h.is_pre_merger then 'undecided'
        else 'own'
    end as binding,
    d.decision_seq as binding_decision_seq,
    d.new_low,
    d.new_high,
    d.reason as binding_reason
from homes as h
left join decided as d on d.target_id = h.target_id
