select * from {{ source('codebook', 'published_scores') }}
