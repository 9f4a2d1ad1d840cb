-- One row per form version, line and due measure of the row forms.
select
    f.form_code,
    f.form_version,
    f.valid_from,
    b.block_no,
    b.sheet_name,
    l.indicator_code,
    coalesce(l.breakdown_code, '_T') as breakdown_code,
    m.measure_code,
    coalesce(b.source_code, f.source_code) as source_code
from {{ ref('stg_forms') }} as f
inner join {{ ref('stg_form_blocks') }} as b on b.form_code = f.form_code and b.form_version = f.form_version
inner join {{ ref('stg_form_rows') }} as l
    on l.form_code = b.form_code
    and l.form_version = b.form_version
    and l.block_no = b.block_no
inner join {{ ref('stg_measures') }} as m
    on '|' || l.due_measures || '|' like '%|' || m.measure_code || '|%'
where l.row_kind = 'fixed' and l.indicator_code is not null
