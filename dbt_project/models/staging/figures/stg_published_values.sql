select * from {{ source('ledger', 'published_value') }}
