"""What every test may ask for. Only the places of material outside the repository; no behaviour of chiso.

The shared material lies beside the repository (`../shared`). A developer without it skips the tests that need it;
continuous integration (CI=true) must not pass without them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With two workers a file stays on one of them, and so do all tests that share the published province."""
    for item in items:
        shared_by_many = "province" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("province" if shared_by_many else item.path.name))
