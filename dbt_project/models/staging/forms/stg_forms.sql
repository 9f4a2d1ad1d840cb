select * from {{ source('codebook', 'forms') }}
