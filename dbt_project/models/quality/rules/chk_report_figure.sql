-- One row per figure on the form of a commune or department, with that of the period before.
with figure as (
    select
        o.slice_id,
        {{ slice_columns('o') }},
        o.value,
        s.form_code,
        s.reporter_code,
        p.previous_code,
        m.own_measure_code is not null as is_cumulative,
        i.stock_flow = 'flow' and m.own_measure_code is null as is_flow
    from {{ ref('int_observations') }} as o
    inner join {{ ref('int_submissions') }} as s on s.submission_id = o.submission_id and s.period_code = o.period_code
    inner join {{ ref('stg_reporters') }} as r on r.reporter_code = s.reporter_code and r.kind <> 'publisher'
    inner join {{ ref('stg_measures') }} as m on m.measure_code = o.measure_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = o.period_code
    inner join {{ ref('stg_indicators') }} as i
        on i.indicator_code = o.indicator_code
        and {{ valid_on('i', 'p.start_date') }}
    where o.value is not null
)

select
    f.*,
    b.value as value_before
from figure as f
left join figure as b
    on {{ same_series('b', 'f') }}
    and b.form_code = f.form_code
    and b.period_code = f.previous_code
