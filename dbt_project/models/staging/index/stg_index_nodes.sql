select * from {{ source('codebook', 'index_nodes') }}
