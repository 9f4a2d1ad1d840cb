-- One row per day that the table of days off speaks of: whether it is worked, and how many working days there were by then.
select d.day, d.is_working, d.n_working, h.name_vi as holiday_vi, h.name_en as holiday_en, h.is_provisional
from {{ ref('stg_days') }} as d
left join {{ ref('stg_holidays') }} as h on h.day = d.day
