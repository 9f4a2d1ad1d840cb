select * from {{ source('ledger', 'decision') }}
