-- One row per due cell and known_from_seq of what stood in it, until known_to_seq; a cell never answered has one row
-- without either.
select
    {{ duty_columns('c') }},
    c.form_code,
    c.form_version,
    c.block_no,
    {{ slice_id('c') }} as slice_id,
    v.known_from_seq,
    v.known_to_seq,
    v.obs_status,
    v.submission_id,
    v.sheet,
    v.address
from {{ ref('int_due_cells') }} as c
left join {{ ref('int_cell_versions') }} as v
    on {{ same_duty('v', 'c') }}
    and v.form_version = c.form_version
    and {{ same_slice('v', 'c') }}
