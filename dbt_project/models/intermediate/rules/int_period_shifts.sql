-- One row per period, shift of a rule's term and period that the shift leads to. Of a series the latest period that ends in
-- the same month counts: the administrative cut-off (the 14th) and the last day of a calendar month meet there.
select period_code, 'none' as shift, period_code as shifted_code, end_date as shifted_end_date
from {{ ref('stg_periods') }}
union all
select p.period_code, 'previous' as shift, b.period_code as shifted_code, b.end_date as shifted_end_date
from {{ ref('stg_periods') }} as p
inner join {{ ref('stg_periods') }} as b on b.period_code = p.previous_code
union all
select p.period_code, 'previous_in_year' as shift, b.period_code as shifted_code, b.end_date as shifted_end_date
from {{ ref('stg_periods') }} as p
inner join {{ ref('stg_periods') }} as b on b.period_code = p.previous_in_year_code
union all
select p.period_code, 'year_ago' as shift, b.period_code as shifted_code, b.end_date as shifted_end_date
from {{ ref('stg_periods') }} as p
inner join {{ ref('stg_periods') }} as b
    on b.kind = p.kind
    and b.calendar = p.calendar
    and {{ month_index('b.end_date') }} = {{ month_index('p.end_date') }} - 12
union all
select p.period_code, 'same_month' as shift, b.period_code as shifted_code, b.end_date as shifted_end_date
from {{ ref('stg_periods') }} as p
inner join {{ ref('stg_periods') }} as b on {{ month_index('b.end_date') }} = {{ month_index('p.end_date') }}
