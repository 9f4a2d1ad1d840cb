{# A figure as treated: `t` is its column's row of fct_index_treatment (all null where the column is not treated). #}
{% macro index_treat(value, t) -%}
    case {{ t }}.treat_kind
        when 'winsorise'
            then case when {{ value }} < {{ t }}.clip_low then {{ t }}.clip_low when {{ value }} > {{ t }}.clip_high then {{ t }}.clip_high else {{ value }} end
        when 'log_ct' then ln({{ value }} - {{ t }}.least + 0.01 * ({{ t }}.most - {{ t }}.least))
        when 'log_ct_orig' then ln({{ value }} - {{ t }}.least + 1)
        when 'log_ct_plus'
            then case
                when {{ t }}.skew > 0 then ln({{ value }} - {{ t }}.least + 0.01 * ({{ t }}.most - {{ t }}.least))
                else -ln({{ t }}.most + 0.01 * ({{ t }}.most - {{ t }}.least) - {{ value }})
            end
        else {{ value }}
    end
{%- endmacro %}

{# The figure whose treated value is `value`: the way back through a transform. A winsorised column is its own figure. #}
{% macro index_untreat(value, t) -%}
    case
        when {{ t }}.treat_kind = 'log_ct' or ({{ t }}.treat_kind = 'log_ct_plus' and {{ t }}.skew > 0)
            then exp({{ value }}) + {{ t }}.least - 0.01 * ({{ t }}.most - {{ t }}.least)
        when {{ t }}.treat_kind = 'log_ct_orig' then exp({{ value }}) + {{ t }}.least - 1
        when {{ t }}.treat_kind = 'log_ct_plus' then {{ t }}.most + 0.01 * ({{ t }}.most - {{ t }}.least) - exp(-({{ value }}))
        else {{ value }}
    end
{%- endmacro %}
