-- One row per period of the administrative or the statistical calendar.
select period_code, kind, calendar, start_date, end_date, previous_code, previous_in_year_code, is_year_start, name_vi, name_en
from {{ ref('stg_periods') }}
