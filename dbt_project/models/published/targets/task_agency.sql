-- One row per task and agency named in it.
select * from {{ ref('fct_task_agency') }}
