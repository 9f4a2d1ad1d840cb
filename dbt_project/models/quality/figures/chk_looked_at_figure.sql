-- One row per figure of a batch that is looked at. A cumulative figure is left out: its increments are on the form; so are the
-- statistics of publishers, which nobody here can ask about.
select
    o.slice_id,
    {{ slice_columns('o') }},
    o.value,
    o.explanation,
    s.form_code,
    s.reporter_code,
    p.kind,
    p.calendar,
    p.start_date,
    i.stock_flow = 'flow' as is_flow,
    coalesce(i.decimals = 0 and u.uom_code = u.dimension, false) as is_count
from {{ ref('chk_batch_form') }} as b
inner join {{ ref('int_submissions') }} as s on s.form_code = b.form_code and s.period_code = b.period_code
inner join {{ ref('int_observations') }} as o on o.submission_id = s.submission_id and o.period_code = s.period_code
inner join {{ ref('stg_measures') }} as m on m.measure_code = o.measure_code and m.own_measure_code is null
inner join {{ ref('stg_reporters') }} as r on r.reporter_code = s.reporter_code and r.kind <> 'publisher'
inner join {{ ref('stg_periods') }} as p on p.period_code = o.period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = o.indicator_code
    and {{ valid_on('i', 'p.start_date') }}
left join {{ ref('stg_uoms') }} as u on u.uom_code = i.uom_code
where b.is_looked_at and o.value is not null
