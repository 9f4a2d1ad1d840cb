-- Landing may hold receipts that came after this build's ledger position; a build knows nothing of them.
select r.*
from {{ source('landing', 'record') }} as r
inner join {{ source('landing', 'submission') }} as s on s.submission_id = r.submission_id
where s.receipt_seq <= (select b.ledger_seq from {{ source('ledger', 'build') }} as b)
