"""dbt's models rendered without dbt and run in a database in memory."""
