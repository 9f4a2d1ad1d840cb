-- One row per index, structure, method, field, leaf and period whose column was tested for outliers: what was done.
select * from {{ ref('fct_index_treated_column') }}
