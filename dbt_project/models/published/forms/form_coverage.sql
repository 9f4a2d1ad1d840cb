-- One row per form line, indicator that it serves, and statement of the documents that names this indicator.
-- A line whose indicator no statement names has one row with the indicator's legal basis alone.
select
    l.form_code,
    l.form_version,
    l.row_key,
    l.label_vi,
    l.label_en,
    l.indicator_code as line_indicator_code,
    l.breakdown_code,
    l.source_code,
    l.frequency,
    l.calendar,
    l.valid_from,
    l.needs_evidence,
    c.indicator_code,
    c.serves_as,
    s.statement_kind,
    s.statement_id,
    s.document_file,
    s.line as document_line,
    s.quote,
    i.legal_basis
from (
    select distinct
        form_code, form_version, row_key, label_vi, label_en, indicator_code, breakdown_code, source_code, frequency,
        calendar, valid_from, needs_evidence
    from {{ ref('int_asked_lines') }}
) as l
inner join {{ ref('int_collected_figures') }} as c
    on c.form_code = l.form_code
    and c.form_version = l.form_version
    and c.row_key = l.row_key
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = c.indicator_code and i.valid_to is null
left join {{ ref('int_statements') }} as s on s.indicator_code = c.indicator_code
