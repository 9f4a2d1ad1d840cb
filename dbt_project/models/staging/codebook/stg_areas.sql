select * from {{ source('codebook', 'areas') }}
