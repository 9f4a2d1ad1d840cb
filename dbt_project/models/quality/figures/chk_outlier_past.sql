-- One row per figure of chk_looked_at_figure, with the middle and the spread of its earlier figures, twelve at most, the median
-- of the last six, whether one of these is 0, and the figure of the same period of last year.
with middle as (
    select
        slice_id,
        count(*) as n_past,
        percentile_cont(0.5) within group (order by value) as middle,
        percentile_cont(0.5) within group (order by case when recency_no <= 6 then value end) as recent_middle,
        max(case when is_last_year then value end) as last_year,
        bool_or(recency_no <= 6 and {{ is_zero('value') }}) as has_zero
    from {{ ref('chk_earlier_figure') }}
    group by slice_id
),

spread as (
    select
        e.slice_id,
        percentile_cont(0.5) within group (order by abs(e.value - m.middle)) as mad,
        avg(abs(e.value - m.middle)) as mean_deviation
    from {{ ref('chk_earlier_figure') }} as e
    inner join middle as m on m.slice_id = e.slice_id
    group by e.slice_id
)

select
    f.*,
    coalesce(m.n_past, 0) as n_past,
    m.middle,
    m.recent_middle,
    m.last_year,
    coalesce(m.has_zero, false) as has_zero,
    s.mad,
    s.mean_deviation,
    1e-12 * abs(m.middle) as nothing -- below it a deviation is rounding
from {{ ref('chk_looked_at_figure') }} as f
left join middle as m on m.slice_id = f.slice_id
left join spread as s on s.slice_id = f.slice_id
