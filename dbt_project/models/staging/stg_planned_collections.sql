select * from {{ source('codebook', 'planned_collections') }}
