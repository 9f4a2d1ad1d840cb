select * from {{ source('codebook', 'indicator_concepts') }}
