select * from {{ source('codebook', 'reporters') }}
