{# Rows with the competition rank (1, 2, 2, 4) of their score among those of the run and node, at 12 significant digits,
   greatest first (step: rank). #}
{% macro index_rank(rows, columns) -%}
    select
        {{ columns }},
        case
            when score is not null
                then cast(rank() over (partition by run_no, node_no order by {{ snap('score') }} desc nulls last) as bigint)
        end as rank
    from {{ rows }} as unranked
{%- endmacro %}
