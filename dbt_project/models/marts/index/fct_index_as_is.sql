-- One row per node and area of a run with figures that their senders are asked about: score and rank with those figures
-- as they are. The columns' steps (treatment, extremes, means) stay those of the last admitted values, so no other
-- area's leaf score moves; min-max scores stay within the scale. Ranks as a score stay with the last admitted value.
{% set deepest = 6 %}
with asked as (
    select run_no, node_no, area_no, as_is
    from {{ ref('fct_index_cell') }}
    where as_is is not null
),

treated as (
    select a.run_no, a.node_no, a.area_no, {{ index_treat('a.as_is', 't') }} as treated
    from asked as a
    left join {{ ref('fct_index_treatment') }} as t on t.run_no = a.run_no and t.node_no = a.node_no
),

shares as (
    select
        a.run_no, a.node_no, a.area_no, b.factor, b.offset_, b.undefined_reason, b.is_ln and a.treated <= 0 as is_lost,
        case when b.normalise_kind in ('min_max', 'distance_to_maximum') then 0 else b.share_low end as share_low,
        case when b.normalise_kind in ('min_max', 'distance_to_maximum') then 1 else b.share_high end as share_high,
        {{ index_distance('b.direction * case when not b.is_ln then a.treated when a.treated > 0 then ln(a.treated) end', 'b.origin') }}
        / b.width as share
    from treated as a
    inner join {{ ref('fct_index_bound') }} as b
        on b.run_no = a.run_no and b.node_no = a.node_no and b.normalise_kind not in ('rank', 'percentile_rank')
),

placed as (
    select
        run_no, node_no, area_no, is_lost,
        case when share < share_low then share_low when share > share_high then share_high else share end * factor + offset_ as score
    from shares
    where undefined_reason is null and (share is not null or is_lost)
),

leaves as (
    select
        l.run_no, l.node_no, l.area_no,
        case when p.run_no is null then l.score else p.score end as score,
        case when l.is_imputed and p.run_no is null then 1.0 else 0.0 end as imputed_share,
        case when p.run_no is null then l.undefined_reason when p.is_lost then 'not_positive' end as undefined_reason
    from {{ ref('fct_index_leaf_score') }} as l
    left join placed as p
        on p.run_no = l.run_no
        and p.node_no = l.node_no
        and p.area_no = l.area_no
        and l.undefined_reason is distinct from 'screened'
    where l.run_no in (select run_no from asked)
),

level_1 as (
    select
        *, cast(null as double) as shadow_score,
        case when score is null then 0.0 else 1.0 end as coverage,
        case when score is null then 0.0 else 1.0 end as coverage_count
    from leaves
),

{% for level in range(2, deepest + 1) %}
level_{{ level }} as (
    {{ index_level(level, 'level_' ~ (level - 1)) }}
),
{% endfor %}
{% set columns = 'run_no, node_no, area_no, score, shadow_score, coverage, coverage_count, imputed_share, undefined_reason' %}
climbed as (
    {% for level in range(1, deepest + 1) %}
    select {{ columns }} from level_{{ level }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ index_rank('climbed', columns) }}
