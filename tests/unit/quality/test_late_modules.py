"""Modules imported late: not with the package that imports them, but when a name of theirs is used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.quality.late_modules import late


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """`late_top` with a module `heavy`, and `late_user`, which imports it."""
    (tmp_path / "late_top").mkdir()
    (tmp_path / "late_top" / "__init__.py").write_text("")
    (tmp_path / "late_top" / "heavy.py").write_text("ANSWER = 42\n")
    (tmp_path / "late_user.py").write_text("from late_top import heavy\ndef use():\n    return heavy.ANSWER\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in ("late_top", "late_top.heavy", "late_user"):
        sys.modules.pop(name, None)


def test_a_module_is_imported_when_a_name_of_it_is_used(package: Path) -> None:
    with late(["late_top.heavy"]):
        import late_user  # pyright: ignore[reportMissingImports]
    assert "late_top.heavy" not in sys.modules
    assert late_user.use() == 42
    assert Path(str(sys.modules["late_top.heavy"].__file__)) == package / "late_top" / "heavy.py"


def test_a_name_used_at_once_is_there_too(package: Path) -> None:
    with late(["late_top.heavy"]):
        from late_top.heavy import ANSWER  # pyright: ignore[reportMissingImports, reportUnknownVariableType]
    assert ANSWER == 42


def test_a_module_imported_before_stays_the_one_it_was(package: Path) -> None:
    import late_top.heavy as before  # pyright: ignore[reportMissingImports]

    with late(["late_top.heavy"]):
        import late_top.heavy as within  # pyright: ignore[reportMissingImports]
    assert within is before


def test_an_import_afterwards_is_the_real_one(package: Path) -> None:
    with late(["late_top.heavy"]):
        pass
    import late_top.heavy  # pyright: ignore[reportMissingImports]

    assert late_top.heavy.ANSWER == 42


def test_the_suites_need_neither_charts_nor_tests_of_distributions() -> None:
    code = (
        "import sys\nfrom pipelines.quality.suites import validate\n"
        "validate('marts', {})\nassert 'great_expectations' in sys.modules\n"
        "print(sorted({'altair', 'scipy.stats'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
