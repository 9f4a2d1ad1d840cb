{# A candidate is a new file, so nothing stands where a model will: it is created in its place. dbt's own ways build
   beside, rename and drop for each model, a sixth of a build here. Where a relation does stand (a model run again by
   hand), it is dropped first. Only for DuckDB: other engines keep dbt's. #}
{% macro make_fresh(kind) %}
  {%- set old = load_cached_relation(this) -%}
  {%- set target = this.incorporate(type=kind) -%}
  {% if old is not none %}{% do adapter.drop_relation(old) %}{% endif %}
  {% call statement('main') -%}
    {{ create_table_as(False, target, sql) if kind == 'table' else get_create_view_as_sql(target, sql) }}
  {%- endcall %}
  {% do persist_docs(target, model) %}
  {{ adapter.commit() }}
  {{ return({'relations': [target]}) }}
{% endmacro %}

{% materialization table, adapter='duckdb' %}{{ return(make_fresh('table')) }}{% endmaterialization %}

{% materialization view, adapter='duckdb' %}{{ return(make_fresh('view')) }}{% endmaterialization %}
