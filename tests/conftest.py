"""What every test may ask for. Only the places of material outside the repository; no behaviour of chiso.

The shared material lies beside the repository (`../shared`). A developer without it skips the tests that need it;
continuous integration (CI=true) must not pass without them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With two workers a file stays on one of them, and so do all tests that share the published province (75 s to make)."""
    for item in items:
        shared_by_many = "province" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("province" if shared_by_many else item.path.name))
