"""Commands that read a release: query, tables, changes, export, status, remind, dismiss, trace, explain."""
