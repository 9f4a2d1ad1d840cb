-- One row per reporter that ended, function and successor; the successor may have ended in its turn.
select
    s.reporter_code,
    o.name_vi as reporter_name_vi,
    o.valid_to as ended_on,
    s.function_vi,
    s.function_en,
    s.successor_code,
    n.name_vi as successor_name_vi,
    n.valid_to is null as is_in_force,
    s.legal_basis
from {{ ref('stg_reporter_successions') }} as s
inner join {{ ref('stg_reporters') }} as o on o.reporter_code = s.reporter_code
inner join {{ ref('stg_reporters') }} as n on n.reporter_code = s.successor_code
