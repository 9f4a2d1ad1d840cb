{{ config(alias='violation_cell') }}
-- One row per violation and cell behind the figures it speaks of.
select * from {{ ref('violation_cell') }}
