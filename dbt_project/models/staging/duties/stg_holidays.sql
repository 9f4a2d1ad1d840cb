select * from {{ source('codebook', 'holidays') }}
