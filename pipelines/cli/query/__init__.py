"""Commands that read a release: query, tables, changes, export, status, dismiss, trace, explain."""
