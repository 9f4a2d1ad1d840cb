"""Commands that read a release: query, status, remind, trace, explain, targets, conflicts, tasks."""
