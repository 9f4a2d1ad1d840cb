select * from {{ source('codebook', 'area_versions') }}
