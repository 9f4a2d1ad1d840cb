select * from {{ source('codebook', 'obligations') }}
