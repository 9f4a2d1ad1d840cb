"""Second readers: independent counts of non-empty cells, and what the first readers lose."""
