-- One row per cell that could not be read as a figure, of the submissions in force: what stood there and why it was refused.
select * from {{ ref('fct_rejected_cell') }}
