"""Numbers as no library writes them, put into the XML of a workbook: NaN, Infinity, 1e999."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path


def store(path: Path, texts: Mapping[int, str]) -> Path:
    """Replace stored numbers, each of which stands in one cell of the workbook, by other texts of numeric cells."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for number, text in texts.items():
        old = f"<v>{number}</v>".encode()
        (name,) = [name for name, content in parts.items() if content.count(old) == 1]
        parts[name] = parts[name].replace(old, f"<v>{text}</v>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path
