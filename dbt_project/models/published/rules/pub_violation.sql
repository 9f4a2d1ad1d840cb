{{ config(alias='violation') }}
-- One row per rule and accused subject slice.
select * from {{ ref('violation') }}
