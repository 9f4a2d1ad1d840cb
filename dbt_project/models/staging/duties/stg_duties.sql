select * from {{ source('codebook', 'duty') }}
