select * from {{ source('codebook', 'task_agencies') }}
