select * from {{ source('ledger', 'build') }}
