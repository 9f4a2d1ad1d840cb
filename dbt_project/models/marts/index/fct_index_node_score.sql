-- One row per run, node above the leaves and area of the field: score, competition rank, coverage, imputed share.
{% set deepest = 6 %}
with
{% for level in range(2, deepest + 1) %}
level_{{ level }} as (
    {% if level == 2 %}
    {{ index_level(level, ref('fct_index_leaf_score'), 'case when c.is_imputed then 1.0 else 0.0 end') }}
    {% else %}
    {{ index_level(level, 'level_' ~ (level - 1)) }}
    {% endif %}
),
{% endfor %}
climbed as (
    {% for level in range(2, deepest + 1) %}
    select * from level_{{ level }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

{{ index_rank('climbed', 'run_no, node_no, area_no, score, shadow_score, coverage, coverage_count, imputed_share, undefined_reason') }}
