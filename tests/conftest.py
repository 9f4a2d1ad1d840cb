"""What every test may ask for. Only the places of material and the order of files; no behaviour of chiso.

The shared material lies beside the repository (`../shared`). A developer without it skips the tests that need it;
continuous integration (CI=true) must not pass without them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.once import once
from support.province import MONTHS

from pipelines.codebook.load import load
from pipelines.sample.province import write_sample

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


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sample(run_folder: Path) -> Path:
    """The 375 workbooks of Tuyên Quang's three months as the simulation writes them; copy one before changing it."""
    return once(run_folder, "sample", lambda folder: write_sample(load(REPO / "data" / "seeds"), "08", MONTHS, folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One file that needs the province comes first, the others late: no worker waits while another builds it.

    Each worker takes files from the front (`--dist loadscope --no-loadscope-reorder`). Unit tests come last, for small
    files keep both workers busy to the end. No test depends on this order.
    """
    users = [item.path for item in items if "province" in getattr(item, "fixturenames", ())]

    def turn(item: pytest.Item) -> int:
        if item.path in users:
            return 0 if item.path == users[0] else 2
        return 3 if "unit" in item.path.relative_to(REPO).parts[:2] else 1

    items.sort(key=turn)
