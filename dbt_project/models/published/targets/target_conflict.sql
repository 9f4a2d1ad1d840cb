-- One row per finding of the conflict desk: both statements with their lines, what differs and why it matters, the
-- working target that is proposed, and what a person decided of it. A statement is a target, a commitment without a number,
-- or a duty to report.
with found as (
    select {{ finding_columns() }}, proposal_vi
    from {{ ref('int_target_conflicts') }}
    union all
    select {{ finding_columns() }}, proposal_vi
    from {{ ref('int_commitment_conflicts') }}
    union all
    select {{ finding_columns() }}, proposal_vi
    from {{ ref('int_duty_conflicts') }}
),

settled as (
    select d.*
    from {{ ref('stg_decisions') }} as d
    cross join {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
    inner join {{ ref('stg_periods') }} as f on f.period_code = d.period_code and f.start_date <= p.end_date
    where d.decision_kind = 'settle' and (d.expires is null or d.expires >= p.end_date)
    qualify row_number() over (partition by d.conflict_id order by d.decision_seq desc) = 1
)

select
    {{ finding_columns('f', {'home_area_id': 'area_id'}) }},
    f.proposal_vi,
    coalesce(s.outcome, 'open') as state,
    case when s.outcome = 'accepted' then coalesce(s.target_id, f.proposed_target_id) end as working_target_id,
    s.decision_seq,
    s.reason as decision_reason
from found as f
left join settled as s on s.conflict_id = f.conflict_id
