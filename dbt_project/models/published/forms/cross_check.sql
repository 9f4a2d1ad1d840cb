-- One row per stated cross-check, area and period of the first figure: both figures, and whether they agree.
select * from {{ ref('fct_cross_check') }}
