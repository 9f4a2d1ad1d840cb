-- One row per report that is looked at and pattern it shows, every kind of pattern together.
{% for kind in ['copy', 'digits', 'target'] %}
{{ 'union all' if not loop.first }}
select form_code, reporter_code, period_code, pattern_code, subject, n_compared, n_hit, batch_pct, sender_pct
from {{ ref('chk_pattern_' ~ kind) }}
{% endfor %}
