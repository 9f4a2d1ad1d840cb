-- Forms that are owed; reports without a form have no line to expect.
select * from {{ source('codebook', 'obligations') }}
where form_code is not null
