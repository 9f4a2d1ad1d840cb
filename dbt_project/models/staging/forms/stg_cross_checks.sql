select * from {{ source('codebook', 'cross_checks') }}
