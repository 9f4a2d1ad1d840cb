-- One row per pair of lines of two forms that ask for the same thing: one indicator, or two indicators of one concept.
-- The cross-check that is stated for the pair says why both are asked and how far apart they may be.
with lines as (
    select distinct
        l.form_code,
        l.row_key,
        l.indicator_code,
        l.breakdown_code,
        l.source_code,
        l.reporter_kind,
        coalesce(c.concept_code, l.indicator_code) as thing
    from {{ ref('int_asked_lines') }} as l
    left join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = l.indicator_code
),

-- What a check compares: a form's own source, or the sum over the communes that send it.
figures as (
    select
        form_code,
        row_key,
        indicator_code,
        breakdown_code,
        thing,
        case when reporter_kind = 'commune' then 'commune_sum' else source_code end as source_code
    from lines
)

select
    a.form_code,
    a.row_key,
    a.indicator_code,
    a.breakdown_code,
    a.source_code,
    b.form_code as other_form_code,
    b.row_key as other_row_key,
    b.indicator_code as other_indicator_code,
    b.source_code as other_source_code,
    k.check_code,
    k.relation,
    k.tolerance_pct,
    k.reason_vi,
    k.reason_en
from figures as a
inner join figures as b
    on b.thing = a.thing
    and b.breakdown_code = a.breakdown_code
    and b.form_code > a.form_code
left join {{ ref('stg_cross_checks') }} as k
    on (
        k.indicator_code = a.indicator_code
        and k.breakdown_code = a.breakdown_code
        and k.source_code = a.source_code
        and k.other_indicator_code = b.indicator_code
        and k.other_source_code = b.source_code
    )
    or (
        k.indicator_code = b.indicator_code
        and k.breakdown_code = a.breakdown_code
        and k.source_code = b.source_code
        and k.other_indicator_code = a.indicator_code
        and k.other_source_code = a.source_code
    )
