"""Changes of scores and ranks between two editions of an index by cause: Shapley values of at most seven causes."""
