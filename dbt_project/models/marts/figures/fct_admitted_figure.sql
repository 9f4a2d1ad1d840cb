-- One row per slice of one area whose leaf figures are all free of holds.
with held as (
    select distinct c.slice_id
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('chk_slice_hold') }} as h on h.slice_id = c.leaf_slice_id
)

select f.*
from {{ ref('int_figures') }} as f
left join held as h on h.slice_id = f.slice_id
where h.slice_id is null
