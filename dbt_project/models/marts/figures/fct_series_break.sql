-- One row per indicator and day from which its figures do not continue those before: its own breaks, and those of the
-- parts that it is made of.
select indicator_code, break_date
from {{ ref('stg_series_breaks') }}
union
select i.indicator_code, b.break_date
from {{ ref('stg_indicators') }} as i
inner join {{ ref('stg_series_breaks') }} as b on b.indicator_code in (i.numerator_code, i.denominator_code)
union
select p.indicator_code, b.break_date
from {{ ref('stg_indicator_parts') }} as p
inner join {{ ref('stg_series_breaks') }} as b on b.indicator_code = p.part_code
