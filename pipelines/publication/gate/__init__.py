"""The gate: facts about a candidate in, verdict out."""
