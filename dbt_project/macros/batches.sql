{# The batches that a batch is compared with: twelve earlier ones at most, of the same kind of period. #}
{% macro is_earlier_batch(earlier, batch) -%}
    {{ earlier }}.kind = {{ batch }}.kind
        and {{ earlier }}.calendar = {{ batch }}.calendar
        and {{ earlier }}.batch_no between {{ batch }}.batch_no - 12 and {{ batch }}.batch_no - 1
{%- endmacro %}
