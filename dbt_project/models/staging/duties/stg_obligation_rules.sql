select * from {{ source('codebook', 'obligation_rules') }}
