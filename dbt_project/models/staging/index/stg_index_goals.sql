select * from {{ source('codebook', 'index_goals') }}
