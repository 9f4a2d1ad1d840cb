"""Commands about targets, commitments and tasks: targets, conflicts, tasks."""
