select * from {{ source('codebook', 'periods') }}
