{{ config(materialized='view') }}
-- One row per run, leaf and area with a figure after imputing.
select run_no, node_no, area_no, value, false as is_imputed
from {{ ref('fct_index_kept') }}
union all
select run_no, node_no, area_no, value, true as is_imputed
from {{ ref('fct_index_imputed_cell') }}
