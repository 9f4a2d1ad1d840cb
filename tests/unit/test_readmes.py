"""Every package has a README in which each of its Python files stands once; no README names a file that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAMED = re.compile(r"[`\[]([\w/.-]+\.py)[`\]]")


def readme_problems(folder: Path) -> list[str]:
    """What is missing or dead in the README of one folder; a path may start at the folder or at the repository."""
    readme = folder / "README.md"
    if not readme.is_file():
        return [f"{folder.name}: no README.md"]
    named = NAMED.findall(readme.read_text(encoding="utf-8"))
    present = {path.name for path in folder.glob("*.py")} - {"__init__.py"}
    missing = [f"{folder.name}/README.md does not name {name}" for name in sorted(present - set(named))]
    roots = (folder, *folder.parents)
    dead = [name for name in sorted(set(named)) if not any((root / name).is_file() for root in roots)]
    dead = [f"{folder.name}/README.md names {name}" for name in dead]
    return missing + dead


def packages(root: Path) -> list[Path]:
    return sorted({path.parent for path in root.rglob("*.py")})


def test_every_readme_names_every_file(repo: Path) -> None:
    folders = packages(repo / "pipelines")
    assert len(folders) > 20
    problems = [problem for folder in folders for problem in readme_problems(folder)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| `a.py` | x |\n| `b.py` | y |", []),
        ("| `a.py` | x |", ["pkg/README.md does not name b.py"]),
        ("| `a.py` | x |\n| `b.py` | y |\n| `c.py` | z |", ["pkg/README.md names c.py"]),
    ],
)
def test_a_missing_and_a_dead_name_are_found(tmp_path: Path, text: str, expected: list[str]) -> None:
    folder = tmp_path / "pkg"
    folder.mkdir()
    for name in ("__init__.py", "a.py", "b.py"):
        (folder / name).write_text("")
    (folder / "README.md").write_text(text)
    assert readme_problems(folder) == expected


def test_a_folder_without_readme_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    assert readme_problems(tmp_path) == [f"{tmp_path.name}: no README.md"]
