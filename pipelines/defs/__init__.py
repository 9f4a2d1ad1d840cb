"""Dagster assets, checks, a job and a schedule over the functions that the command line calls too.

Nothing else imports this package: without it and `definitions.py`, `chiso` runs the month as before.
"""
