-- One row per record that stands in a register and column of it that holds something; no personal column is among them.
with typed_field as (
    select
        r.submission_id,
        r.row_key,
        k.col_key,
        k.col_order,
        k.header_vi,
        k.header_en,
        k.role,
        k.uom_code,
        {{ json_text('r.fields', 'k.col_key') }} as text_value
    from {{ ref('int_records') }} as r
    inner join {{ ref('stg_form_columns') }} as k
        on k.form_code = r.form_code
        and k.form_version = r.form_version
        and k.block_no = r.block_no
        and not k.is_personal
)

select
    submission_id,
    row_key,
    col_key,
    col_order,
    header_vi,
    header_en,
    uom_code,
    text_value,
    case when role = 'value' then try_cast(text_value as double) end as number_value,
    case when role = 'date' then try_cast(text_value as date) end as date_value
from typed_field
where text_value is not null
