-- One row per jump rule and figure: whether later figures are compared with it, and what holds of its level.
-- Admitted is what is established (confirmed, waived, published without a doubt), and of what came since then that which is no
-- jump from the last established figure before it. Where there is none, as in a first build, it must be no jump from the
-- median of its neighbours, three on each side; of a series of which none is left its first one counts.
with around as (
    select
        f.rule_code, f.version, f.slice_id, n.value,
        row_number() over (partition by f.rule_code, f.version, f.slice_id order by n.value) as value_no,
        count(*) over (partition by f.rule_code, f.version, f.slice_id) as n_values
    from {{ ref('chk_jump_series') }} as f
    inner join {{ ref('chk_jump_series') }} as n
        on {{ same_jump_series('n', 'f') }}
        and n.figure_no between f.figure_no - 3 and f.figure_no + 3
        and n.figure_no <> f.figure_no
        and not n.is_left_out
    where f.established_before is null and not f.is_established and not f.is_left_out
),

medians as (
    select rule_code, version, slice_id, avg(value) as value
    from around
    where {{ is_middle() }}
    group by rule_code, version, slice_id
),

screened as (
    select
        f.*,
        f.is_established
        or (not f.is_left_out and not {{ is_jump('f', 'coalesce(f.established_before, m.value)') }}) as is_good
    from {{ ref('chk_jump_series') }} as f
    left join medians as m
        on m.rule_code = f.rule_code
        and m.version = f.version
        and m.slice_id = f.slice_id
),

admitted as (
    select
        s.*,
        s.is_good or (
            not s.is_left_out
            and not bool_or(s.is_good) over (partition by {{ jump_series('s') }})
            and s.start_date = min(case when not s.is_left_out then s.start_date end) over (partition by {{ jump_series('s') }})
        ) as is_admitted
    from screened as s
)

select
    a.rule_code, a.version, a.slice_id, {{ slice_columns('a') }}, a.span, a.start_date, a.level_no, a.value,
    a.low, a.high, a.min_base, a.wide_low, a.wide_high, a.is_confirmed, a.is_admitted, a.confirmed_before,
    -- what a person said of one figure holds for its level: an acceptance for all of it, a reason from there on
    {{ last_known('case when a.is_confirmed then a.value end') }} over (
        partition by {{ jump_series('a') }}, a.level_no
        order by a.start_date
        rows between unbounded preceding and unbounded following
    ) as confirmed_level,
    bool_or(a.is_explained) over until_now as is_explained,
    bool_or(a.is_reasoned) over until_now as is_reasoned,
    count(case when a.is_admitted then 1 end) over (
        partition by {{ jump_series('a') }}
        order by a.start_date
        rows between unbounded preceding and 1 preceding
    ) as n_before
from admitted as a
window until_now as (
    partition by {{ jump_series('a') }}, a.level_no
    order by a.start_date
    rows between unbounded preceding and current row
)
