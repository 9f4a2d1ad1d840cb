-- One row per record of a register: its name, and its fields as one text.
with fields as (
    select submission_id, row_key, {{ joined_texts("header_vi || ': ' || text_value", '; ', 'col_order') }} as fields_vi
    from {{ ref('register_field') }}
    group by submission_id, row_key
)

select
    r.submission_id,
    r.row_key,
    r.register_key,
    r.form_code,
    r.period_code,
    r.reporter_code,
    p.name_vi as reporter_name_vi,
    r.entity_key,
    r.entity_name,
    f.fields_vi,
    r.is_duplicate
from {{ ref('register_record') }} as r
inner join {{ ref('stg_reporters') }} as p on p.reporter_code = r.reporter_code
left join fields as f on f.submission_id = r.submission_id and f.row_key = r.row_key
