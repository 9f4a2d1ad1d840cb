select * from {{ source('codebook', 'commitments') }}
