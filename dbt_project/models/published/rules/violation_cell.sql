-- One row per violation and cell behind the figures it speaks of.
select distinct
    s.violation_id,
    c.submission_id,
    c.sheet,
    c.address
from {{ ref('chk_violation_slice') }} as s
inner join {{ ref('int_figure_cells') }} as c on c.slice_id = s.slice_id
