"""Every exception that may reach a person is a ChisoError with its own texts; the others are caught on the way."""

from __future__ import annotations

import ast
from pathlib import Path

# Caught by the code that knows what they mean; no command prints one.
INTERNAL = {
    "ChisoError": "the base class",
    "UnreadableError": "becomes the outcome of a file",
    "_UnreadError": "becomes a skipped entry",
    "TooLargeError": "becomes a skipped entry",
    "NotEditableError": "becomes a copy of the workbook",
    "DiffersError": "makes a workbook be read in the full way",
    "UnusualError": "means that a workbook gives no template",
    "CommandLineError": "is explained by cli/usage_errors.py",
}
BUILTIN = ("Exception", "ValueError", "RuntimeError", "LookupError", "KeyError", "TypeError", "OSError", "UsageError")


def test_exceptions_that_a_person_reads_derive_from_chiso_error(repo: Path) -> None:
    found = {
        node.name
        for path in (repo / "pipelines").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).split(".")[-1] in BUILTIN for base in node.bases)
    }
    assert found == INTERNAL.keys()
