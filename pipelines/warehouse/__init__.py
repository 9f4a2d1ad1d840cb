"""The warehouse: loads the sources of a build, runs dbt on them, exports the released tables, queries releases.

The only package that imports DuckDB or dbt. The SQL models are in dbt_project.
"""
