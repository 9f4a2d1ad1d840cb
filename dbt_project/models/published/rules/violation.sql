-- One row per rule and accused subject slice.
select * from {{ ref('chk_violation') }}
