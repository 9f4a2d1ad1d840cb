select * from {{ source('codebook', 'index_components') }}
