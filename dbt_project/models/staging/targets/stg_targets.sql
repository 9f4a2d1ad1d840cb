select * from {{ source('codebook', 'targets') }}
