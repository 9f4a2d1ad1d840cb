"""The notebooks run from top to bottom on a published province, with pictures; their own assertions hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient
from support.province import Province

from pipelines.settings import REPO

FOLDER = REPO / "notebooks"
N_PICTURES = {"cxi_step_by_step": 3, "month_validation": 3, "target_pace": 3}
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    module: Any = nbformat
    return module.read(path, 4)


def test_every_notebook_is_listed_and_kept_without_outputs() -> None:
    """Outputs would carry figures of one release into the repository."""
    assert {path.stem for path in NOTEBOOKS} == set(N_PICTURES)
    for path in NOTEBOOKS:
        assert not any(cell.get("outputs") for cell in read(path).cells), path.name
        assert path.name in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_and_has_its_pictures(province: Province, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_RELEASE", str(province.current))
    notebook = read(path)
    where = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()  # raises with the cell
    cells: list[Any] = notebook.cells
    outputs: list[Any] = [output for cell in cells for output in cell.get("outputs", [])]
    shown: list[dict[str, Any]] = [output.get("data", {}) for output in outputs]
    pictures = [ElementTree.fromstring(str(data["image/svg+xml"])) for data in shown if "image/svg+xml" in data]
    assert len(pictures) == N_PICTURES[path.stem]
    for picture in pictures:  # a title and numbers for who does not see it
        texts = [str(picture.findtext(f"{{http://www.w3.org/2000/svg}}{name}")) for name in ("title", "desc")]
        assert all(len(text) > 3 for text in texts)
