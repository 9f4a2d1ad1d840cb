"""The marts of the country in DuckDB: releases of provinces loaded, dbt run on them."""
