-- One row per target of the province, source and period with a figure; a target without any has one row, no_data.
select p.*, t.quote, t.number_vi, t.document_file, t.line, t.horizon_to, t.indicator_name_vi
from {{ ref('fct_target_progress') }} as p
inner join {{ ref('fct_target') }} as t on t.target_id = p.target_id
