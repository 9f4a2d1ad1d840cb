{{ config(alias='lineage') }}
-- One row per figure (published, accused or held) and leaf cell behind it.
select lineage_id as slice_id, submission_id, sheet, address from {{ ref('fct_lineage') }}
union
select slice_id, submission_id, sheet, address from {{ ref('int_figure_cells') }}
union
select {{ slice_id('r') }} as slice_id, r.submission_id, r.sheet, r.address
from {{ ref('int_rejected_slices') }} as r
where r.measure_code is not null
