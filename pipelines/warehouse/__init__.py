"""The warehouse: dbt over one candidate file, and what can be asked of a release.

Here: loading the sources, running dbt, exporting the released tables, query, trace. The only room that opens DuckDB
or runs dbt. Not here: what a figure means (the codebook), whether it may be published (publication).
"""
