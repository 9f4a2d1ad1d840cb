-- One row per figure that a target aims at, old province and year 2021 to 2025.
select * from {{ ref('fct_baseline_register') }}
