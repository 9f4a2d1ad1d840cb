"""The commands of the pages about an installation, run as they stand on a small data root."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from support.small_root import add_receipt, add_release

from pipelines.cli.app import call
from pipelines.settings import REPO, Places

PAGES = ("docs/deployment.md", "docs/deployment.vi.md")
# what `status`, `verify` and `rebuild` answer needs a real release: tests/upgrade runs them
ELSEWHERE = ("status", "rebuild", "verify")


def commands(page: str) -> list[str]:
    """Every `chiso …` of the page's blocks, without what follows it."""
    blocks = re.findall(r"```sh\n(.*?)```", (REPO / page).read_text("utf-8"), re.S)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    found = [line.rpartition("&& ")[2] for line in lines if line.rpartition("&& ")[2].startswith("chiso ")]
    return [line for line in found if shlex.split(line)[1] not in ELSEWHERE]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_work_in_their_order(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = commands(page)
    assert {shlex.split(line)[1] for line in lines} >= {"backup", "restore", "health"}
    disk, data, new = tmp_path / "disk", tmp_path / "data", tmp_path / "new"
    monkeypatch.setenv("CHISO_DATA", str(data))
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    where = Places("08", data)
    add_receipt(where, b"one")
    add_release(where, "2026-10-r001", 1)
    assert call(["backup", str(disk)]) == 0  # the Vietnamese page checks the health before it has a backup
    for line in lines:
        words = [word.replace("/mnt/chiso-backup", str(disk)) for word in shlex.split(line)[1:]]
        root = new if "--data" in words else tmp_path
        words = [word.replace("/srv/chiso", str(root)) for word in words]
        capsys.readouterr()
        code = call(words)
        out = capsys.readouterr()
        # the months since October were never released here: a failure that `health` has to report
        assert code == (2 if words[0] == "health" else 0), (line, out.err)
        if "--json" in words:
            assert json.loads(out.out)["level"] == "failure"


@pytest.mark.parametrize(
    "path", re.findall(r"deploy/[\w./]+\w", " ".join((REPO / p).read_text("utf-8") for p in PAGES))
)
def test_a_file_that_the_pages_name_is_there(path: str) -> None:
    assert (REPO / path).exists()
