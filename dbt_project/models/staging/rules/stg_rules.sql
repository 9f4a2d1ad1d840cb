select * from {{ source('codebook', 'rules') }}
