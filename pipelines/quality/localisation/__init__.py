"""Error localisation: which cells of a contradictory report are most likely wrong, and what was meant instead."""
