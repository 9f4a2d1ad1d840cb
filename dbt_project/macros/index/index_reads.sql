{# The slice, but for its area, that a leaf reads. #}
{% macro index_reads(figure, leaf) -%}
    {{ figure }}.indicator_code = {{ leaf }}.indicator_code
    and {{ figure }}.period_code = {{ leaf }}.period_code
    and {{ figure }}.source_code = {{ leaf }}.source_code
    and {{ figure }}.measure_code = {{ leaf }}.measure_code
    and {{ figure }}.breakdown_code = {{ leaf }}.breakdown_code
{%- endmacro %}

{# The slice, but for its area, that a leaf is divided by. #}
{% macro index_reads_denominator(figure, leaf) -%}
    {{ figure }}.indicator_code = {{ leaf }}.denominator_code
    and {{ figure }}.period_code = {{ leaf }}.period_code
    and {{ figure }}.source_code = {{ leaf }}.denominator_source_code
    and {{ figure }}.measure_code = {{ leaf }}.denominator_measure_code
    and {{ figure }}.breakdown_code = '_T'
{%- endmacro %}
