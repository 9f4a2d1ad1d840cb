select * from {{ source('codebook', 'area_relations') }}
