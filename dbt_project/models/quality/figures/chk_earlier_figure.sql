-- One row per figure of chk_looked_at_figure and earlier figure of its series, of the twelve periods before it; what
-- chk_figure_standing leaves out is not among them. `lag_no` counts periods back, `recency_no` figures.
with period as (
    select
        p.period_code,
        p.kind,
        p.calendar,
        row_number() over (partition by p.kind, p.calendar order by p.start_date) as period_no,
        case p.kind when 'month' then 12 when 'quarter' then 4 when 'half' then 2 end as n_year
    from {{ ref('stg_periods') }} as p
),

before as (
    select
        f.slice_id,
        {{ series_columns('f') }},
        p.period_code,
        n.period_no - p.period_no as lag_no,
        coalesce(n.period_no - p.period_no = n.n_year, false) as is_last_year
    from {{ ref('chk_looked_at_figure') }} as f
    inner join period as n on n.period_code = f.period_code
    inner join period as p
        on p.kind = n.kind
        and p.calendar = n.calendar
        and p.period_no between n.period_no - 12 and n.period_no - 1
)

select
    b.slice_id,
    b.lag_no,
    b.is_last_year,
    row_number() over (partition by b.slice_id order by b.lag_no) as recency_no,
    e.value
from before as b
inner join {{ ref('chk_figure_standing') }} as e on {{ same_slice('e', 'b') }}
where not e.is_left_out
