-- One row per rule and cumulative figure that is no more than the own figures of the year that were sent, although a month of
-- the year was due and is not here: what happened in it is lacking. Own figures of 10 and more in every month that was sent, so
-- that a month without any is not plausible. It holds for each later month of the year.
with gaps as (
    select e.*
    from {{ ref('chk_cumulative_excess') }} as e
    where e.n_absent > 0 and e.least_own >= 10 and e.excess <= e.tolerance
),

-- a month that was due of the sender, earlier in the year, without a figure
lacking as (
    select
        g.rule_code,
        g.version,
        g.slice_id,
        count(*) as n_lacking
    from gaps as g
    inner join {{ ref('int_expected_slices') }} as x on {{ same_series('x', 'g') }} and x.is_applicable
    inner join {{ ref('stg_periods') }} as p
        on p.period_code = x.period_code
        and p.start_date >= g.year_date
        and p.start_date < g.start_date
    left join {{ ref('int_observations') }} as o on {{ same_slice('o', 'x') }} and o.value is not null
    where o.slice_id is null
    group by g.rule_code, g.version, g.slice_id
)

select
    {{ violation_columns("'fail'", 'f.value', 'f.value + f.n_lacking * f.least_own', 'f.value + f.n_lacking * f.greatest_own') }}
from (
    select
        r.rule_code, r.version, r.rule_kind, r.severity,
        g.slice_id, {{ slice_columns('g') }}, g.value, g.least_own, g.greatest_own, k.n_lacking
    from gaps as g
    inner join lacking as k on k.rule_code = g.rule_code and k.version = g.version and k.slice_id = g.slice_id
    inner join {{ ref('stg_rules') }} as r on r.rule_kind = 'cumulative_gap' and {{ valid_on('r', 'g.start_date') }}
) as f
