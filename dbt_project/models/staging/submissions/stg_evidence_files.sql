select * from {{ source('ledger', 'evidence_file') }}
