{{ config(materialized='view') }}
-- One row per run, leaf and area of the field with a denominated figure: what the later steps compute with.
with screened as (
    select run_no, area_no
    from {{ ref('fct_index_unit') }}
    where is_screened
)

select c.run_no, c.node_no, c.area_no, c.denominated as value
from {{ ref('fct_index_cell') }} as c
left join screened as s on s.run_no = c.run_no and s.area_no = c.area_no
where c.denominated is not null and s.run_no is null
