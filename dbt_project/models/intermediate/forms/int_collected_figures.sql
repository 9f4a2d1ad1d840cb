-- One row per indicator, form line that serves it, and how: the line itself, a part of a ratio, a part of a sum.
-- A ratio is served where both parts are asked for alike: same breakdown, measure, source, frequency, calendar and kind
-- of sender. A sum is served where all of its parts are, by lines of one source and calendar.
with lines as (select * from {{ ref('int_asked_lines') }}),

-- An older version of a ratio is not asked for any more.
ratios as (
    select * from {{ ref('stg_indicators') }}
    where calc_kind in ('ratio', 'share', 'per_capita') and valid_to is null
),

pairs as (
    select
        i.indicator_code,
        n.form_code,
        n.form_version,
        n.row_key,
        d.form_code as other_form_code,
        d.form_version as other_form_version,
        d.row_key as other_row_key
    from ratios as i
    inner join lines as n on n.indicator_code = i.numerator_code
    inner join lines as d
        on d.indicator_code = i.denominator_code
        and d.breakdown_code = n.breakdown_code
        and d.measure_code = n.measure_code
        and d.source_code = n.source_code
        and d.frequency = n.frequency
        and d.calendar = n.calendar
        and d.reporter_kind = n.reporter_kind
),

sums as (
    select
        p.indicator_code,
        l.breakdown_code,
        l.measure_code,
        l.source_code,
        l.calendar
    from {{ ref('stg_indicator_parts') }} as p
    inner join lines as l on l.indicator_code = p.part_code
    group by p.indicator_code, l.breakdown_code, l.measure_code, l.source_code, l.calendar
    having count(distinct p.part_code) = (
            select count(*) from {{ ref('stg_indicator_parts') }} as a
            where a.indicator_code = p.indicator_code
        )
)

select distinct indicator_code, form_code, form_version, row_key, 'itself' as serves_as
from lines
union all
select distinct indicator_code, form_code, form_version, row_key, 'numerator' as serves_as
from pairs
union all
select distinct
    indicator_code, other_form_code as form_code, other_form_version as form_version, other_row_key as row_key,
    'denominator' as serves_as
from pairs
union all
select distinct s.indicator_code, l.form_code, l.form_version, l.row_key, 'part' as serves_as
from sums as s
inner join {{ ref('stg_indicator_parts') }} as p on p.indicator_code = s.indicator_code
inner join lines as l
    on l.indicator_code = p.part_code
    and l.breakdown_code = s.breakdown_code
    and l.measure_code = s.measure_code
    and l.source_code = s.source_code
    and l.calendar = s.calendar
