-- One row per kind of figure: which methods of judging progress it allows.
select
    kind,
    bool_or(method_code = 'linear' and is_allowed) as allows_linear,
    bool_or(method_code = 'cagr' and is_allowed) as allows_cagr,
    bool_or(method_code = 'logit' and is_allowed) as allows_logit,
    bool_or(method_code = 'trend' and is_allowed) as allows_trend
from {{ ref('stg_progress_methods') }}
group by kind
