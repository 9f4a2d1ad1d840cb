select * from {{ source('codebook', 'index_methods') }}
