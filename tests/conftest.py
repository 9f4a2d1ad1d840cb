"""What every test may ask for. Only the places of material outside the repository; no behaviour of chiso.

The shared material lies beside the repository (`../shared`). A developer without it skips the tests that need it;
continuous integration (CI=true) must not pass without them.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

REPO = Path(__file__).resolve().parent.parent
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # two dbts must not write one parse cache
    os.environ.setdefault("CHISO_DBT_TARGET", f"target/{worker}")


@pytest.fixture(scope="session")
def repo() -> Path:
    """The repository's root."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only folder of real workbooks, printed results and reference data."""
    folder = REPO.parent / "shared"
    if not folder.is_dir():
        reason = f"{folder} is absent: the real workbooks are not on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


class ByFile(LoadScopeScheduling):
    """With two workers a file stays on one of them, and so do all files that share the published province.

    Not by marks of `xdist_group`: xdist 3.8 writes them into a field that pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "province" if "province: Province" in _text(REPO / file) else file


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)
