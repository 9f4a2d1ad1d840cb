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

{# The share of a kind that scores by ranks: a figure's place among those of its bounds, lowest first. #}
{% macro index_share_of_rank(bound, treated) -%}
    {%- set place = 'rank() over (partition by ' ~ bound ~ '.bound_no, ' ~ treated ~ '.node_no order by '
        ~ snap(bound ~ '.direction * ' ~ treated ~ '.value') ~ ')' -%}
    case
        when {{ bound }}.normalise_kind = 'rank' then cast({{ place }} as double)
        else ({{ place }} - {{ bound }}.origin) / {{ bound }}.width
    end
{%- endmacro %}
