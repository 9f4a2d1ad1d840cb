-- One row per decision in force at the occasion period's end (valid until its expiry date).
-- Of the corrections and acceptances of one figure the last one counts, also where it has expired since. An acceptance of
-- the corrected value stands beside its correction: it is about the rules that accuse that value.
select d.*
from {{ ref('stg_decisions') }} as d
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
where (d.expires is null or d.expires >= p.end_date)
    and (
        d.decision_kind not in ('correct', 'accept')
        or not exists (
            select 1
            from {{ ref('stg_decisions') }} as later
            where later.decision_kind in ('correct', 'accept')
                and {{ same_slice('later', 'd') }}
                and later.decision_seq > d.decision_seq
                and not (
                    d.decision_kind = 'correct'
                    and later.decision_kind = 'accept'
                    and later.expected_value is not distinct from d.new_value
                )
        )
    )
