select * from {{ source('codebook', 'tasks') }}
