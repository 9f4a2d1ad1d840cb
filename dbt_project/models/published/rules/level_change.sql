-- One row per series and level that at least three figures in succession have held; accepting one of them admits all.
select
    c.rule_code,
    {{ series_columns('c') }},
    a.name_vi as area_name_vi,
    i.name_vi as indicator_name_vi,
    c.first_period_code,
    c.last_period_code,
    c.n_periods,
    c.least_value,
    c.largest_value,
    c.base_value,
    i.uom_code
from {{ ref('chk_level_change') }} as c
inner join {{ ref('stg_areas') }} as a on a.area_id = c.area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = c.last_period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = c.indicator_code
    and {{ valid_on('i', 'p.start_date') }}
