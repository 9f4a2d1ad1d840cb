-- One row per run, leaf that failed its test and number of steps taken: the column after that many winsorising steps.
-- A step moves the most extreme figure, with its ties, to the next one, at the end that the skewness points to; so a
-- column after steps is its figures clipped at the a-th lowest and b-th highest: a state. All states within winmax are
-- tested at once, then the walk goes from state to state until one passes or winmax points are moved.
{% set upright = '-1e-12' %}
with recursive points as (
    select p.*
    from {{ ref('fct_index_point') }} as p
    inner join {{ ref('fct_index_test') }} as t on t.run_no = p.run_no and t.node_no = p.node_no and not t.is_passed
),

states as (
    select
        l.run_no, l.node_no, l.place_low as step_low, h.place_high as step_high, l.value as clip_low, h.value as clip_high
    from points as l
    inner join points as h on h.run_no = l.run_no and h.node_no = l.node_no and h.value >= l.value
    inner join {{ ref('int_index_run') }} as r on r.run_no = l.run_no
    where l.place_low + h.place_high <= r.treat_winmax
),

clipped as (
    select
        s.run_no, s.node_no, s.step_low, s.step_high, p.n_point,
        case when p.value < s.clip_low then s.clip_low when p.value > s.clip_high then s.clip_high else p.value end as value
    from states as s
    inner join points as p on p.run_no = s.run_no and p.node_no = s.node_no
),

moved as (
    select s.run_no, s.node_no, s.step_low, s.step_high, sum(p.n_point) as n_moved
    from states as s
    inner join points as p
        on p.run_no = s.run_no
        and p.node_no = s.node_no
        and (p.value < s.clip_low or p.value > s.clip_high)
    group by s.run_no, s.node_no, s.step_low, s.step_high
),

tested as (
    {{ index_moments('clipped', 'run_no, node_no, step_low, step_high') }}
),

judged as (
    select
        s.*, t.skew, t.kurtosis, coalesce(m.n_moved, 0) as n_moved,
        {{ index_passes('t', 'r') }} as is_passed,
        -- a column without a passing test goes on while fewer than winmax points have moved and it still has a range
        not coalesce({{ index_passes('t', 'r') }}, true) and coalesce(m.n_moved, 0) < r.treat_winmax as goes_on,
        t.skew > {{ upright }} as is_high
    from states as s
    inner join tested as t
        on t.run_no = s.run_no and t.node_no = s.node_no and t.step_low = s.step_low and t.step_high = s.step_high
    inner join {{ ref('int_index_run') }} as r on r.run_no = s.run_no
    left join moved as m
        on m.run_no = s.run_no and m.node_no = s.node_no and m.step_low = s.step_low and m.step_high = s.step_high
),

walk as (
    select * from judged
    where step_low = 0 and step_high = 0
    union all
    select j.*
    from walk as w
    inner join judged as j
        on j.run_no = w.run_no
        and j.node_no = w.node_no
        and j.step_low = w.step_low + case when w.is_high then 0 else 1 end
        and j.step_high = w.step_high + case when w.is_high then 1 else 0 end
    where w.goes_on
)

select
    run_no, node_no, step_low, step_high, clip_low, clip_high, cast(n_moved as bigint) as n_moved, skew, kurtosis,
    is_passed, goes_on
from walk
