{# One level of an index (step: aggregate): a node from its children, the rows of a table or CTE. Weights are rescaled over
   the children that have a score; below a threshold of coverage the score is undefined, and stands as its shadow.
   `imputed` is the imputed share of a child `c`. #}
{% macro index_level(level, children, imputed='c.imputed_share') -%}
    select
        a.run_no, a.node_no, a.area_no,
        case when a.is_enough then a.combined end as score,
        case when not a.is_enough then a.combined end as shadow_score,
        a.coverage, a.coverage_count, a.imputed_share,
        case
            when a.lost_reason is not null then a.lost_reason
            when not a.is_enough then 'below_coverage'
            when a.combined is null then 'zero_in_mean'
        end as undefined_reason
    from (
        select
            s.run_no, s.node_no, s.area_no, s.lost_reason,
            coalesce(s.weight_here / nullif(s.weight_all, 0), 0) as coverage,
            cast(s.n_here as double) / s.n_all as coverage_count,
            coalesce(s.weight_imputed / nullif(s.weight_here, 0), 0) as imputed_share,
            case
                when s.weight_here is null or s.weight_here <= 0 or s.n_bad > 0 or s.lost_reason is not null then null
                when s.aggregation = 'sum' then s.weighted
                when s.aggregation = 'geometric' then exp(s.weighted / s.weight_here)
                when s.aggregation = 'harmonic' then s.weight_here / nullif(s.weighted, 0)
                when s.aggregation = 'copeland' then coalesce(c.balance, 0)
                else s.weighted / s.weight_here
            end as combined,
            s.weight_here > 0
            -- snapping costs more than the sums: only where a child is missing
            and case
                when s.n_here = s.n_all then true
                else {{ snap('s.weight_here / s.weight_all') }} >= {{ snap('s.min_coverage') }}
                    and {{ snap('cast(s.n_here as double) / s.n_all') }} >= {{ snap('s.min_coverage_count') }}
            end as is_enough
        from ({{ index_sums(level, children, imputed) }}) as s
        left join ({{ index_copeland(level, children) }}) as c
            on c.run_no = s.run_no and c.node_no = s.node_no and c.area_no = s.area_no
    ) as a
    where {{ computed_once() }}
{%- endmacro %}

{# The sums a mean is made of. `n_bad` counts children for which the mean does not exist: 0 or less in a geometric or
   harmonic mean. `lost_reason` is that of a child whose figure or mean is too low to have a score: leaving it out like a
   missing one would let an area gain by its worst figure, so the parent has no score either, for the same reason.
   What is the parent's own is joined afterwards: carried through the sums it took a third of their time. #}
{% macro index_sums(level, children, imputed) -%}
    select
        m.run_no, m.node_no, m.area_no, m.n_here, m.weight_here, m.weight_imputed, m.weighted, m.n_bad, m.lost_reason,
        p.aggregation, p.min_coverage, p.min_coverage_count, p.weight_all, p.n_all
    from (
        select
            c.run_no, n.parent_no as node_no, c.area_no,
            count(c.score) as n_here,
            {{ index_exact_sum('case when c.score is not null then n.weight end') }} as weight_here,
            {{ index_exact_sum('case when c.score is not null and ' ~ imputed ~ ' > 0 then n.weight * ' ~ imputed ~ ' end') }} as weight_imputed,
            {{ index_exact_sum(index_weighted('n', 'c.score')) }} as weighted,
            sum(case when n.aggregation in ('geometric', 'harmonic') and c.score <= 0 then 1 else 0 end) as n_bad,
            max(case when c.undefined_reason in ('zero_in_mean', 'not_positive') then c.undefined_reason end) as lost_reason
        from {{ children }} as c
        inner join {{ ref('int_index_run_node') }} as n
            on n.run_no = c.run_no and n.node_no = c.node_no and n.level = {{ level - 1 }} and n.parent_no is not null
        group by c.run_no, n.parent_no, c.area_no
    ) as m
    inner join (
        select distinct run_no, parent_no, aggregation, min_coverage, min_coverage_count, weight_all, n_all
        from {{ ref('int_index_run_node') }}
    ) as p on p.run_no = m.run_no and p.parent_no = m.node_no
{%- endmacro %}

{# Copeland: pairs of areas won less pairs lost, over the children that both have; a tie in a child is half its weight. #}
{% macro index_copeland(level, children) -%}
    select run_no, node_no, area_no, sum(case when share > 0.5 then 1 when share < 0.5 then -1 else 0 end) as balance
    from (
        select
            m.run_no, m.parent_no as node_no, m.area_no, o.area_no as other_no,
            {{ snap('(' ~ index_exact_sum('m.weight * case when m.seen > o.seen then 1 when m.seen = o.seen then 0.5 else 0 end') ~ ') / nullif(' ~ index_exact_sum('m.weight') ~ ', 0)') }} as share
        from ({{ index_seen(level, children) }}) as m
        inner join ({{ index_seen(level, children) }}) as o
            on o.run_no = m.run_no and o.node_no = m.node_no and o.area_no <> m.area_no
        group by m.run_no, m.parent_no, m.area_no, o.area_no
    ) as pairs
    group by run_no, node_no, area_no
{%- endmacro %}

{% macro index_seen(level, children) -%}
    select c.run_no, c.node_no, n.parent_no, c.area_no, n.weight, {{ snap('c.score') }} as seen
    from {{ children }} as c
    inner join {{ ref('int_index_run_node') }} as n
        on n.run_no = c.run_no and n.node_no = c.node_no and n.level = {{ level - 1 }} and n.aggregation = 'copeland'
    where c.score is not null
{%- endmacro %}

{# What a child adds to its parent's sum, by the kind of mean. #}
{% macro index_weighted(node, score) -%}
    {{ node }}.weight * case {{ node }}.aggregation
        when 'geometric' then case when {{ score }} > 0 then ln({{ score }}) end
        when 'harmonic' then 1 / nullif({{ score }}, 0)
        else {{ score }}
    end
{%- endmacro %}
