select * from {{ source('codebook', 'indicator_parts') }}
