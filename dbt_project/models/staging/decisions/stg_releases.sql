select * from {{ source('ledger', 'release') }}
