-- One row per reported slice that left the band of a jump rule and whose form, or that of an earlier month at the same level,
-- explains it.
select distinct c.leaf_slice_id as slice_id
from {{ ref('chk_violation') }} as v
inner join {{ ref('int_figure_cells') }} as c on c.slice_id = v.slice_id
where v.outcome = 'fail' and v.is_explained
