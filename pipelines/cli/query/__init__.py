"""Commands that read a release: query, status, trace, explain, targets, conflicts, tasks."""
