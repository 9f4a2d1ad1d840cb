-- One row per task of the plans.
select * from {{ ref('fct_task_status') }}
