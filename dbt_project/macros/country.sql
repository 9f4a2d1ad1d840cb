{# Whether two rows define an indicator alike: unit, direction, and how its figures are added. #}
{% macro same_definition(a, b) -%}
    {%- for column in ('uom_code', 'direction', 'agg_area', 'numerator_code', 'denominator_code', 'scale') -%}
        {{ ' and ' if not loop.first }}{{ a }}.{{ column }} is not distinct from {{ b }}.{{ column }}
    {%- endfor -%}
{%- endmacro %}

{# The key of a series of the country: what a figure is of, without its province. #}
{% macro country_series(alias) -%}
    {{ alias }}.indicator_code, {{ alias }}.breakdown_code, {{ alias }}.measure_code, {{ alias }}.source_code, {{ alias }}.period_code
{%- endmacro %}
