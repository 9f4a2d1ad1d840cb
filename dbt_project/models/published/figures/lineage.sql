-- One row per figure and leaf cell it was made of, or, for a figure that is held, would have been made of.
select distinct
    c.slice_id,
    c.submission_id,
    c.sheet,
    c.address
from {{ ref('int_figure_cells') }} as c
union
select
    {{ slice_id('r') }} as slice_id,
    r.submission_id,
    r.sheet,
    r.address
from {{ ref('int_rejected_slices') }} as r
where r.measure_code is not null and not r.is_settled
union
select
    s.slice_id,
    c.submission_id,
    c.sheet,
    c.address
from {{ ref('fct_area_sum') }} as s
inner join {{ ref('stg_areas') }} as a on a.parent_id = s.area_id and a.level = 'commune'
inner join {{ ref('fct_admitted_figure') }} as v
    on v.area_id = a.area_id
    and v.indicator_code = s.indicator_code
    and v.breakdown_code = s.breakdown_code
    and v.measure_code = s.measure_code
    and v.source_code = s.summed_source_code
    and v.period_code = s.period_code
    and v.value is not null
inner join {{ ref('int_figure_cells') }} as c on c.slice_id = v.slice_id
