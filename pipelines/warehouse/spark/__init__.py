"""The models of `dbt_project` on Apache Spark: the same SQL, run on another engine and compared with DuckDB's tables.

Needs Java 17 and the extra `scale`. No command and no release uses it; docs/scale.md says when an office would.
"""
