select * from {{ source('codebook', 'baselines') }}
