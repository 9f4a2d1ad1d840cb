-- One row per indicator that a statement of the province's documents names: which form lines collect it, or why
-- none does.
select * from {{ ref('fct_indicator_coverage') }}
