select * from {{ source('ledger', 'receipt') }}
