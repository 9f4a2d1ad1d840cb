select * from {{ source('codebook', 'concepts') }}
