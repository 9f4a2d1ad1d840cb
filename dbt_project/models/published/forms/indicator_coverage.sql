-- One row per indicator that a statement of this province's documents names: collected, by which lines, or why not.
with named as (
    select
        indicator_code,
        count(*) filter (where statement_kind = 'target') as n_targets,
        count(*) filter (where statement_kind = 'commitment') as n_commitments,
        {{ joined_texts('statement_id', ', ') }} as statement_ids
    from {{ ref('int_statements') }}
    group by indicator_code
),

collected as (
    select
        indicator_code,
        {{ joined_texts('form_code', ', ', distinct=true) }} as form_codes,
        {{ joined_texts("form_code || '/' || row_key", ', ', distinct=true) }} as form_lines
    from {{ ref('int_collected_figures') }}
    group by indicator_code
)

select
    n.indicator_code,
    i.name_vi,
    i.name_en,
    n.n_targets,
    n.n_commitments,
    n.statement_ids,
    case
        when c.indicator_code is not null then 'collected'
        when u.indicator_code is not null then 'uncollected'
        else 'forgotten'
    end as coverage_state,
    c.form_codes,
    c.form_lines,
    u.reason_code,
    u.reason_vi,
    u.reason_en,
    u.holder_vi,
    u.form_code as replacement_form_code
from named as n
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = n.indicator_code and i.valid_to is null
left join collected as c on c.indicator_code = n.indicator_code
left join {{ ref('stg_uncollected') }} as u on u.indicator_code = n.indicator_code
