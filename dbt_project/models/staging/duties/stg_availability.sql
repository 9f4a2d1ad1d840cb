select * from {{ source('codebook', 'availability') }}
