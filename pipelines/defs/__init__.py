"""Dagster and nothing else: the same functions that the command line calls, as assets, checks, a job, a schedule.

Delete this folder and definitions.py, and `chiso` still runs the month. Not here: any step's work, any rule.
"""
