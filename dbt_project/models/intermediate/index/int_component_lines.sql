-- One row per component of an index of others that a form line or a register brings: the lines, those of numerators for ratios.
with brought as (
    select distinct c.component_code, r.form_code || ' (' || r.row_key || ')' as line
    from {{ ref('stg_index_components') }} as c
    inner join {{ ref('stg_indicators') }} as i
        on i.indicator_code in (c.indicator_code, c.self_indicator_code, c.published_indicator_code) and i.valid_to is null
    inner join {{ ref('stg_form_rows') }} as r on r.indicator_code in (i.indicator_code, i.numerator_code)
    inner join {{ ref('stg_forms') }} as f
        on f.form_code = r.form_code
        and f.form_version = r.form_version
        and f.valid_to is null
        and f.reporter_kind <> 'publisher'
)

select component_code, {{ joined_texts('line', ', ') }} as form_lines
from brought
group by component_code
