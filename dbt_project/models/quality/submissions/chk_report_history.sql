-- One row per figure of a report that is looked at (lag_no 0) and per earlier one of its series, with the one before it.
with figure as (
    select slice_id, 0 as lag_no, value
    from {{ ref('chk_looked_at_figure') }}
    union all
    select slice_id, lag_no, value
    from {{ ref('chk_earlier_figure') }}
)

select
    f.slice_id,
    s.form_code,
    s.reporter_code,
    s.period_code,
    s.indicator_code,
    s.breakdown_code,
    s.measure_code,
    s.is_flow,
    s.is_count,
    f.lag_no,
    f.value,
    case
        when lead(f.lag_no) over (partition by f.slice_id order by f.lag_no) = f.lag_no + 1
            then lead(f.value) over (partition by f.slice_id order by f.lag_no)
    end as value_before
from figure as f
inner join {{ ref('chk_looked_at_figure') }} as s on s.slice_id = f.slice_id
