select * from {{ source('codebook', 'reporter_successions') }}
