"""Error localisation: which cells of a contradictory report are most likely wrong."""
