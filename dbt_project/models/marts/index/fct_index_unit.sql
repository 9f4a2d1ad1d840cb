-- One row per run that has figures and area of its field: how many of the leaves are there, and whether that is enough
-- to stay in the field (step: screen).
with counted as (
    select run_no, area_no, count(value) as n_value
    from {{ ref('fct_index_cell') }}
    group by run_no, area_no
),

leaves as (
    select run_no, count(*) as n_leaf
    from {{ ref('int_index_run_node') }}
    where level = 1
    group by run_no
)

select
    a.run_no,
    a.area_no,
    a.area_id,
    a.group_code,
    coalesce(c.n_value, 0) as n_value,
    l.n_leaf,
    r.screen_min_coverage is not null
    and {{ snap('cast(coalesce(c.n_value, 0) as double) / l.n_leaf') }} < {{ snap('coalesce(r.screen_min_coverage, 0.0)') }} as is_screened
from {{ ref('int_index_area') }} as a
inner join {{ ref('int_index_run') }} as r on r.run_no = a.run_no
inner join leaves as l on l.run_no = a.run_no
left join counted as c on c.run_no = a.run_no and c.area_no = a.area_no
where a.run_no in (select run_no from counted)
