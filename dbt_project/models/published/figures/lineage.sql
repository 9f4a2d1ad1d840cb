-- One row per figure and leaf cell it was made of, or, for a figure that is held, would have been made of.
with summed as (
    select s.slice_id, v.used_slice_id, v.second_slice_id
    from {{ ref('fct_area_sum') }} as s
    inner join {{ ref('fct_area_part') }} as v
        on v.parent_id = s.area_id
        and v.indicator_code = s.indicator_code
        and v.breakdown_code = s.breakdown_code
        and v.measure_code = s.measure_code
        and v.source_code = s.summed_source_code
        and v.period_code = s.period_code
        and v.is_summed
),

used as (
    select slice_id, used_slice_id from summed
    union all
    select slice_id, second_slice_id as used_slice_id from summed
    where second_slice_id is not null
)

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
    u.slice_id,
    c.submission_id,
    c.sheet,
    c.address
from used as u
inner join {{ ref('int_figure_cells') }} as c on c.slice_id = u.used_slice_id
