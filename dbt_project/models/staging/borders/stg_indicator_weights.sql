select * from {{ source('codebook', 'indicator_weights') }}
