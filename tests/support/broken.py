"""A copy of the sources in which one line is broken at a time, and the tests that should notice it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = ("pipelines", "dbt_project", "tests", "expectations", "data/seeds", "pyproject.toml")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "target", "logs", ".hypothesis")
PASSED, FAILED = 0, 1  # exit codes of pytest and of support.unit_tests; any other one is an error, not a failed test
MODEL = "dbt:"  # before a model whose dbt unit tests are meant
LONGEST = 900  # seconds of one run


@dataclass(frozen=True)
class Break:
    """One changed text of one file.

    `tests` are the tests that should notice it: arguments of pytest, or `dbt:` and the name of a model, for the unit
    tests of that model.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


@dataclass
class SourceCopy:
    """The sources of `repo`, copied to `folder/repo`.

    `empty` is the warehouse that dbt's unit tests run on; `models` are those of every break to come: without a break
    their tests run together, since dbt parses its project for each run.
    """

    repo: Path
    folder: Path
    empty: Path
    models: tuple[str, ...]
    _passed: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    def __post_init__(self) -> None:
        self.root = self.folder / "repo"
        for name in SOURCES:
            source, target = self.repo / name, self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=NOT_COPIED)
            else:
                shutil.copy2(source, target)
        if (self.repo.parent / "shared").is_dir():
            (self.folder / "shared").symlink_to(self.repo.parent / "shared")
        imported = self._python("-c", "import pipelines; print(pipelines.__file__)").stdout.strip()
        assert imported == str(self.root / "pipelines" / "__init__.py"), f"{imported} is not of the copy"

    def notices(self, case: Break) -> bool:
        """True if the tests of the break fail with it.

        Raises AssertionError where they do not pass without it, or where the break cannot be applied or run.
        """
        path = self.root / case.file
        original = path.read_text("utf-8")
        found = original.count(case.old)
        assert found == 1, f"{case.name}: the text stands {found} times in {case.file}: {case.old}"
        unbroken = self.models if case.tests[0].startswith(MODEL) else case.tests
        if unbroken not in self._passed:
            done = self._run(unbroken)
            assert done.returncode == PASSED, f"{case.name}: fails without the break\n{done.stdout}{done.stderr}"
            self._passed.add(unbroken)
        try:
            path.write_text(original.replace(case.old, case.new), "utf-8")
            done = self._run(case.tests)
        finally:
            shutil.copy2(self.repo / case.file, path)  # with its time, by which Python knows the compiled file
        assert done.returncode in (PASSED, FAILED), f"{case.name}: an error\n{done.stdout}{done.stderr}"
        return done.returncode == FAILED

    def _run(self, tests: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        """The run of tests of one kind: pytest's, or unit tests of dbt models."""
        models = [test.removeprefix(MODEL) for test in tests if test.startswith(MODEL)]
        if not models:
            return self._python("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests)
        assert len(models) == len(tests), f"dbt and pytest tests in one break: {tests}"
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        return self._python("-m", "support.unit_tests", str(self.empty), str(work), *models)

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment["PYTHONPATH"] = os.pathsep.join([str(self.root), str(self.root / "tests")])
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            text=True,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
