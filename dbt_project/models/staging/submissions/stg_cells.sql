-- Landing may hold receipts that came after this build's ledger position; a build knows nothing of them.
select s.*
from {{ source('landing', 'cell') }} as s
where s.receipt_seq <= (select b.ledger_seq from {{ source('ledger', 'build') }} as b)
