"""The verbs of the month at the command line: `chiso VERB`. Words, tables, progress bars, exit codes.

Here: what a user types and sees. Not here: any work; each verb calls one function of publication, submissions,
quality or warehouse, and imports it only when it runs, so that `chiso --help` answers at once.
"""

from pipelines.cli.app import main

__all__ = ["main"]
