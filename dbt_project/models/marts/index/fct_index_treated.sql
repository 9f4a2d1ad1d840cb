{{ config(materialized='view') }}
-- One row per run, leaf and area with a figure after treating its column, and the mark of a figure that was changed.
select
    i.run_no,
    i.node_no,
    i.area_no,
    i.is_imputed,
    {{ index_treat('i.value', 't') }} as value,
    case
        when t.treat_kind = 'winsorise' and i.value > t.clip_high then 'winhi'
        when t.treat_kind = 'winsorise' and i.value < t.clip_low then 'winlo'
        when t.treat_kind like 'log%' then t.treat_kind
    end as treat_mark,
    i.value as value_before
from {{ ref('fct_index_imputed') }} as i
left join {{ ref('fct_index_treatment') }} as t on t.run_no = i.run_no and t.node_no = i.node_no
