-- One row per duty, form version and cell that it asks for.
select distinct
    {{ duty_columns('d') }},
    d.form_code,
    d.form_version,
    c.block_no,
    c.sheet_name,
    r.area_id,
    c.indicator_code,
    c.breakdown_code,
    c.measure_code,
    c.source_code
from {{ ref('stg_duties') }} as d
inner join {{ ref('stg_reporters') }} as r on r.reporter_code = d.reporter_code
inner join {{ ref('int_form_cells') }} as c on c.form_code = d.form_code and c.form_version = d.form_version
