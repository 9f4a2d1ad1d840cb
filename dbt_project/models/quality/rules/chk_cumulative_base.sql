-- One row per rule and cumulative slice: its excess over the year's own figures, and the one that it should have: that of the
-- last confirmed or published figure before it, else 0 where no month of the year is absent, else that of the first figure.
-- A wrong cumulative figure so concerns its own month alone, and one that is carried on concerns every later month.
-- Compared are figures between which no month is absent.
with compared as (
    select
        e.*,
        min(e.start_date) over (partition by {{ jump_series('e') }}) < e.start_date as has_earlier,
        last_value(case when e.is_established then e.excess end ignore nulls) over earlier as established_excess,
        last_value(case when e.is_established and e.excess is not null then e.place_no end ignore nulls) over earlier as established_no,
        first_value(case when not e.is_left_out then e.excess end ignore nulls) over earlier as first_excess,
        first_value(case when not e.is_left_out and e.excess is not null then e.place_no end ignore nulls) over earlier as first_no,
        last_value(e.excess ignore nulls) over earlier as last_excess
    from {{ ref('chk_cumulative_excess') }} as e
    window earlier as (
        partition by {{ jump_series('e') }}, e.n_absent
        order by e.start_date
        rows between unbounded preceding and 1 preceding
    )
)

select
    c.rule_code,
    c.version,
    c.slice_id,
    c.own_value,
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
    end as n_periods
from compared as c
