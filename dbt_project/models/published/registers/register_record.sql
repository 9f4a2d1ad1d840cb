-- One row per record that stands in a register: its key, its name, and the cell in which that stands.
with labels as (
    select form_code, form_version, block_no, col_key, is_personal
    from {{ ref('stg_form_columns') }}
    where role = 'label'
)

select
    r.submission_id,
    r.row_key,
    r.reporter_code,
    r.form_code,
    r.form_version,
    r.period_code,
    r.register_key,
    r.block_no,
    p.area_id,
    r.entity_key,
    case when not k.is_personal then {{ json_text('r.fields', 'k.col_key') }} end as entity_name,
    r.is_duplicate,
    c.sheet,
    c.address
from {{ ref('int_records') }} as r
inner join {{ ref('stg_reporters') }} as p on p.reporter_code = r.reporter_code
inner join labels as k
    on k.form_code = r.form_code
    and k.form_version = r.form_version
    and k.block_no = r.block_no
left join {{ ref('stg_cells') }} as c
    on c.submission_id = r.submission_id
    and c.row_key = r.row_key
    and c.col_key = k.col_key
