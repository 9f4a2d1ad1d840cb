select * from {{ source('codebook', 'vocabulary') }}
