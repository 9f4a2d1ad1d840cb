"""The command line: one Click command for each thing a user does, its options, its sentences and its exit codes.

A command calls functions of the other packages and imports them only when it runs, so that `chiso --help` answers at
once.
"""

from pipelines.cli.app import main

__all__ = ["main"]
