"""From a built candidate to a published release: facts, verdict, publishing, rebuilding, and the month as a whole.

Here: what may be published (gate.py, pure), how (release.py), and the one place that strings the path together
(month.py). Not here: reading workbooks, SQL, rules of quality, the command line, Dagster.
"""
