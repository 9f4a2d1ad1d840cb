-- One row per indicator and day from which its figures do not continue those before, with the reason.
select
    b.indicator_code,
    i.name_vi,
    i.name_en,
    b.break_date,
    b.kind,
    b.old_indicator_code,
    b.reason_vi,
    b.reason_en,
    b.legal_basis
from {{ ref('stg_series_breaks') }} as b
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = b.indicator_code and i.valid_to is null
