select * from {{ source('codebook', 'progress_methods') }}
