-- One row per line of a form that the province asks for, indicator that it serves, and statement of the documents
-- that names this indicator.
select * from {{ ref('fct_form_coverage') }}
