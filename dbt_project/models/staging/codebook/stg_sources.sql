select * from {{ source('codebook', 'sources') }}
