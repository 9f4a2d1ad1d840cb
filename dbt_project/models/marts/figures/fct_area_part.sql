-- One row per commune figure behind its province's total: admitted figures, and the last admitted values of communes whose
-- figure is held or missing (is_carried; is_summed where the total takes it). A ratio whose denominator is 0 has nothing
-- to measure: its commune is there, with nothing to add. A figure that is asked about stands as it is, marked.
with figures as (
    select
        f.slice_id, {{ slice_columns('f') }}, f.value, f.numerator, f.denominator, f.uom_code, f.figure_status,
        f.slice_id as used_slice_id,
        cast(null as string) as second_slice_id,
        false as is_carried,
        true as is_summed,
        coalesce(s.is_questioned, false) as is_questioned
    from {{ ref('fct_admitted_figure') }} as f
    left join {{ ref('fct_slice') }} as s on s.slice_id = f.slice_id
    where f.value is not null or f.obs_status = 'zero_denominator'
    union all
    select
        c.slice_id, {{ slice_columns('c') }}, c.value, c.numerator, c.denominator, c.uom_code,
        cast(null as string) as figure_status,
        c.used_slice_id, c.second_slice_id,
        true as is_carried,
        c.is_summed,
        false as is_questioned
    from {{ ref('fct_carried_figure') }} as c
    where c.state <> 'current'
)

select
    f.*,
    a.parent_id,
    i.agg_area,
    i.scale,
    coalesce(i.numerator_code, i.indicator_code) as counted_code
from figures as f
inner join {{ ref('stg_areas') }} as a on a.area_id = f.area_id and a.level = 'commune'
inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = f.indicator_code
    and {{ valid_on('i', 'p.start_date') }}
where i.agg_area in ('sum', 'ratio')
