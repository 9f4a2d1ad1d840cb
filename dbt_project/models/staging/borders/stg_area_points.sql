select * from {{ source('codebook', 'area_points') }}
