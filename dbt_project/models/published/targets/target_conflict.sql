-- One row per finding of the conflict desk.
select * from {{ ref('fct_target_conflict') }}
