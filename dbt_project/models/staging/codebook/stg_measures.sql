select * from {{ source('codebook', 'measures') }}
