select * from {{ source('codebook', 'uoms') }}
