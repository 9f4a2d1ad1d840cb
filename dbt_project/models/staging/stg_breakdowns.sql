select * from {{ source('codebook', 'breakdowns') }}
