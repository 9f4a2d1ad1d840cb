-- One row per rule and cumulative slice: its excess over the year's own figures, and the one that it should have: that of the
-- last confirmed or published figure before it, else 0 where no month of the year is absent, else that of the first figure.
-- A wrong cumulative figure so concerns its own month alone, and one that is carried on concerns every later month.
-- Compared are figures between which no month is absent; doubtful months between them are counted.
with counted as (
    select
        e.*,
        sum(case when e.is_doubtful then 1 else 0 end) over (partition by {{ jump_series('e') }} order by e.start_date) as n_doubtful,
        min(e.start_date) over (partition by {{ jump_series('e') }}) < e.start_date as has_earlier
    from {{ ref('chk_cumulative_excess') }} as e
),

compared as (
    select
        c.*,
        {{ last_known('case when c.is_established then c.excess end') }} over earlier as established_excess,
        {{ last_known('case when c.is_established and c.excess is not null then c.place_no end') }} over earlier as established_no,
        {{ last_known('case when c.is_established and c.excess is not null then c.n_doubtful end') }} over earlier
            as established_doubtful,
        {{ first_known('case when not c.is_left_out then c.excess end') }} over earlier as first_excess,
        {{ first_known('case when not c.is_left_out and c.excess is not null then c.place_no end') }} over earlier as first_no,
        {{ first_known('case when not c.is_left_out and c.excess is not null then c.n_doubtful end') }} over earlier
            as first_doubtful
    from counted as c
    window earlier as (
        partition by {{ jump_series('c') }}, c.n_absent
        order by c.start_date
        rows between unbounded preceding and 1 preceding
    )
)

select
    c.rule_code,
    c.version,
    c.slice_id,
    c.excess,
    c.has_earlier,
    c.last_excess,
    case
        when c.established_no is not null then c.established_excess
        when c.n_absent = 0 then 0
        else c.first_excess
    end as base_excess,
    c.place_no - case
        when c.established_no is not null then c.established_no
        when c.n_absent = 0 then 0
        else c.first_no
    end as n_periods,
    c.n_doubtful - case when c.is_doubtful then 1 else 0 end - case
        when c.established_no is not null then c.established_doubtful
        when c.n_absent = 0 then 0
        else c.first_doubtful
    end as n_doubtful
from compared as c
