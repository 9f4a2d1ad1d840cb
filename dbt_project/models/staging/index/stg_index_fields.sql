select * from {{ source('codebook', 'index_fields') }}
