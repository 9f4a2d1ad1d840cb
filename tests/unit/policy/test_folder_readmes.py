"""README.md of a folder names every Python file in it, and no file or folder that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.settings import REPO

README = sorted((REPO / "pipelines").rglob("README.md"))
NAMED = re.compile(r"[`\[]([\w/]+(?:\.py|/))[`\]]")


@pytest.mark.parametrize("page", README, ids=[str(page.parent.relative_to(REPO)) for page in README])
def test_a_readme_names_what_is_in_its_folder(page: Path) -> None:
    folder = page.parent
    named = set(NAMED.findall(page.read_text("utf-8")))
    files = {path.name for path in folder.glob("*.py")} - {"__init__.py"}
    folders = {f"{path.name}/" for path in folder.iterdir() if (path / "__init__.py").exists()}
    assert files | folders <= named
    places = (folder, REPO / "pipelines", REPO)
    assert not [name for name in named if not any((place / name).exists() for place in places)]
