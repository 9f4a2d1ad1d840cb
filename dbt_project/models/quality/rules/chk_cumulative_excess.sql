-- One row per rule and cumulative slice: its excess over the sum of the year's own figures up to then, and the number of earlier
-- months of the year without one. The excess of right figures is the same all year: 0, if no month is absent. Doubtful is a
-- month whose own figure is held for another reason than its balance, or copied: its own figure and the sum may be wrong alike.
with years as (
    select *, max(case when is_year_start then start_date end) over (partition by kind, calendar order by start_date) as year_date
    from {{ ref('stg_periods') }}
),

places as (
    select
        period_code, start_date, year_date,
        concat_ws('|', kind, calendar, year_date) as span,
        row_number() over (partition by kind, calendar, year_date order by start_date) as place_no
    from years
),

copied as (select distinct slice_id from {{ ref('chk_copied_figure') }}),

figures as (
    select
        f.rule_code, f.version, f.slice_id, {{ slice_columns('f') }}, p.span, p.start_date, p.year_date, p.place_no, f.value, f.tolerance,
        own.value as own_value,
        coalesce(h.is_left_out, true) as is_left_out,
        coalesce(h.is_confirmed or h.is_published, false) as is_published,
        coalesce(own_h.is_left_out, false) or x.slice_id is not null as is_own_left_out,
        k.slice_id is not null and not coalesce(own_h.is_accepted, false) as is_own_copied
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('stg_measures') }} as m on m.measure_code = f.measure_code
    inner join places as p on p.period_code = f.period_code
    left join {{ ref('chk_figure_history') }} as h on h.slice_id = f.slice_id
    left join {{ ref('int_figures') }} as own
        on own.area_id = f.area_id
        and own.indicator_code = f.indicator_code
        and own.breakdown_code = f.breakdown_code
        and own.source_code = f.source_code
        and own.period_code = f.period_code
        and own.measure_code = m.own_measure_code
    left join {{ ref('chk_figure_history') }} as own_h on own_h.slice_id = own.slice_id
    left join {{ ref('chk_figure_accused') }} as x on x.slice_id = own.slice_id
    left join copied as k on k.slice_id = own.slice_id
    where f.rule_kind = 'cumulative_balance' and f.role = 'subject'
),

summed as (
    select
        f.*,
        sum({{ exact('f.own_value') }}) over until_now as own_sum,
        f.place_no - count(f.own_value) over until_now as n_absent,
        min(f.own_value) over until_now as least_own,
        max(f.own_value) over until_now as greatest_own
    from figures as f
    window until_now as (partition by {{ jump_series('f') }} order by f.start_date)
),

excesses as (
    select s.*, case when s.own_value is not null then {{ exact('s.value') }} - s.own_sum end as excess
    from summed as s
),

-- compared are months between which none is absent
followed as (
    select
        e.*,
        {{ last_known('e.excess') }} over (
            partition by {{ jump_series('e') }}, e.n_absent
            order by e.start_date
            rows between unbounded preceding and 1 preceding
        ) as last_excess
    from excesses as e
)

select
    f.*,
    f.is_published and not f.is_own_left_out and not f.is_own_copied as is_established,
    f.is_own_copied
    or f.is_own_left_out -- before the first month of a year there is no excess
    and coalesce(not {{ is_apart('f.excess', 'coalesce(f.last_excess, case when f.place_no = 1 then 0 end)', 'f.tolerance') }}, true)
        as is_doubtful
from followed as f
