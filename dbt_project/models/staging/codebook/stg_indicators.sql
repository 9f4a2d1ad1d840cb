select * from {{ source('codebook', 'indicators') }}
