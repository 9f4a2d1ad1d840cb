select * from {{ source('codebook', 'uncollected') }}
