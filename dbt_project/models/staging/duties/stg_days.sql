select * from {{ source('codebook', 'day') }}
