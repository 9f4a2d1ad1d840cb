select * from {{ source('codebook', 'agencies') }}
