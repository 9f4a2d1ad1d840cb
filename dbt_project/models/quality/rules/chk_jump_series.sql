-- One row per jump rule and figure, in the order of its series: its level, who stands by it, and what was established before.
-- A level is a run of figures in succession, each within the rule's band around the one before it.
with periods as (
    select
        *,
        max(case when is_year_start then start_date end) over (
            partition by kind, calendar
            order by start_date
        ) as year_start_date
    from {{ ref('stg_periods') }}
),

waived as (
    select distinct rule_code, {{ slice_columns() }}
    from {{ ref('int_decisions_in_force') }}
    where decision_kind = 'waive'
),

figures as (
    select
        r.rule_code, r.version, r.low, r.high, r.min_base, r.wide_low, r.wide_high,
        s.slice_id, {{ slice_columns('s') }}, s.value, s.is_confirmed, s.is_left_out,
        p.start_date,
        -- a cumulative figure begins anew each year
        concat_ws('|', p.kind, p.calendar, case when m.own_measure_code is not null then p.year_start_date end) as span,
        {{ is_text('s.explanation') }} as is_explained,
        {{ is_text('s.explanation') }} and {{ n_words('s.explanation') }} >= 5 as is_reasoned,
        not s.is_left_out and (s.is_confirmed or s.is_published or w.rule_code is not null) as is_established
    from {{ ref('stg_rules') }} as r
    inner join {{ ref('stg_rule_terms') }} as t on t.rule_code = r.rule_code and t.version = r.version
    inner join {{ ref('chk_figure_standing') }} as s
        on s.indicator_code = t.indicator_code
        and s.breakdown_code = t.breakdown_code
        and s.measure_code = t.measure_code
    inner join periods as p on p.period_code = s.period_code
    inner join {{ ref('stg_measures') }} as m on m.measure_code = s.measure_code
    left join waived as w on w.rule_code = r.rule_code and {{ same_slice('w', 's') }}
    where r.rule_kind = 'jump' and t.role = 'subject'
),

ordered as (
    select
        f.*,
        row_number() over (partition by {{ jump_series('f') }} order by f.start_date) as figure_no,
        lag(f.value) over (partition by {{ jump_series('f') }} order by f.start_date) as value_before,
        {{ last_known('case when f.is_established then f.value end') }} over earlier as established_before,
        {{ last_known('case when f.is_confirmed then f.value end') }} over earlier as confirmed_before
    from figures as f
    window earlier as ({{ earlier_figures('f') }})
)

select
    o.*,
    sum(case when {{ is_jump('o', 'o.value_before') }} then 1 else 0 end) over (
        partition by {{ jump_series('o') }}
        order by o.start_date
    ) as level_no
from ordered as o
