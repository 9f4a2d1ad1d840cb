"""The evidence of components (`chiso index evidence`): figures, their cells, the received files behind them, hashes.

Everything comes from one release and from the received files as they came. A file with a form that has personal columns
is never copied; its receipt and hash are listed with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.indices.components.messages import LEFT_OUT, refuse
from pipelines.indices.components.page import Received, page
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path
from pipelines.warehouse.query import query

COMPONENTS = "select * from index_component order by component_code"
FIGURES = """
select distinct v.indicator_code as "mã chỉ tiêu", v.indicator_name_vi as "chỉ tiêu", v.period_code as "kỳ",
    v.value as "giá trị", v.unit_vi as "đơn vị tính", v.numerator as "tử số", v.denominator as "mẫu số",
    v.source_name_vi as "nguồn", v.standing_vi as "tình trạng", v.slice_id as slice_id
from planner_value as v
inner join indicator_value as s on s.slice_id = v.slice_id and s.state = 'current'
where list_contains($slices, v.slice_id)
order by all
"""
LATEST = """
select v.slice_id
from planner_value as v inner join period as p on p.period_code = v.period_code
where v.indicator_code = $code and v.area_level = 'province' and v.area_id = $area and v.value is not null
    and v.state = 'current'
order by p.end_date desc, v.period_code limit 1
"""
CELLS = """
select distinct c.original_name, c.sheet, c.address, c.value, c.form_code, c.form_version, c.reporter_code,
    c.period_code, c.receipt_id, c.sha256, strftime(s.received_at + interval 7 hour, '%d/%m/%Y %H:%M') as received
from lineage as g
inner join leaf_cell as c on c.submission_id = g.submission_id and c.sheet = g.sheet and c.address = g.address
left join submission_status as s on s.submission_id = c.submission_id
where list_contains($slices, g.slice_id)
order by all
"""
FORMS = "select distinct sha256, form_code from submission_status where sha256 is not null and form_code is not null"
CELL_NAMES = {
    **{"original_name": "tệp", "sheet": "trang", "address": "ô", "value": "giá trị", "form_code": "biểu"},
    **{"form_version": "phiên bản", "reporter_code": "đơn vị gửi", "period_code": "kỳ", "receipt_id": "lần nhận"},
    **{"sha256": "SHA-256", "received": "ngày nhận"},
}
FIRMS = "N_FIRM_REGISTERED"


@dataclass(frozen=True)
class Source:
    """Where evidence is taken from: the province, its area, its release, and the forms that have personal columns."""

    places: Places
    area_id: str
    folder: Path
    release_id: str
    simulated: str
    personal_forms: frozenset[str]


def personal_forms(columns: pl.DataFrame) -> frozenset[str]:
    """The forms of the codebook that have a column of personal data."""
    return frozenset(columns.filter(pl.col("is_personal"))["form_code"].to_list())


def write_evidence(source: Source, out: Path, component: str | None = None) -> list[Path]:
    """Write a folder for each component that has a figure here, or for the one named; returns the folders.

    Raises EvidenceError for a component that the release does not have, or a folder that exists.
    """
    rows = query(source.folder, COMPONENTS).to_dicts()
    if component is not None:
        rows = [row for row in rows if row["component_code"] == component.upper()]
        if not rows:
            raise refuse("unknown_component", component=component)
    forms = _forms_by_file(source)
    folders: list[Path] = []
    for row in rows:
        slices = list(_slices(source, row))
        if slices or component is not None:
            folders.append(out / str(row["component_code"]))
            _write_component(source, folders[-1], row, (slices, forms))
    return folders


def _forms_by_file(source: Source) -> dict[str, set[str]]:
    """The forms that were read from each received file."""
    found: dict[str, set[str]] = {}
    for sha256, form in query(source.folder, FORMS).iter_rows():
        found.setdefault(sha256, set()).add(form)
    return found


def _slices(source: Source, component: dict[str, Any]) -> Iterator[str]:
    """The latest figures of a component, of its scores and, where it has a figure, of the firms it is divided by."""
    codes = [component["indicator_code"], component["self_indicator_code"], component["published_indicator_code"]]
    if component["indicator_code"] is not None and component["denominator_period_code"] is not None:
        codes.append(FIRMS)
    for code in codes:
        if code is not None:
            yield from query(source.folder, LATEST, {"code": code, "area": source.area_id})["slice_id"].to_list()


def _write_component(
    source: Source, folder: Path, component: dict[str, Any], found: tuple[Sequence[str], dict[str, set[str]]]
) -> None:
    """Write one folder: figures, cells, received files, the page, and the hashes of all of them."""
    if folder.exists():
        raise refuse("folder_exists", folder=folder)
    slices, forms = found
    folder.mkdir(parents=True)
    figures = query(source.folder, FIGURES, {"slices": slices}).drop("slice_id")
    cells = query(source.folder, CELLS, {"slices": slices})
    received = [
        _copy(source, folder, Received(**row), forms.get(row["sha256"], set()))
        for row in cells.select("receipt_id", "sha256", "original_name", "received", "reporter_code", "period_code")
        .unique("receipt_id")
        .sort("receipt_id")
        .iter_rows(named=True)
    ]
    _write_csv(folder / "so-lieu.csv", figures)
    _write_csv(folder / "o-so-lieu.csv", cells.rename(CELL_NAMES))
    text = page(component, figures.to_dicts(), received, (source.release_id, source.simulated))
    (folder / "MUC-LUC.md").write_text(text, "utf-8")
    _write_sums(folder)


def _copy(source: Source, folder: Path, file: Received, forms: Iterable[str]) -> Received:
    """The received file with its copy, or with the reason why there is none."""
    blob = blob_path(source.places, file.sha256)
    if source.personal_forms.intersection(forms):
        return replace(file, left_out=LEFT_OUT["personal"][0])
    content = blob.read_bytes() if blob.is_file() else b""
    if hashlib.sha256(content).hexdigest() != file.sha256:
        return replace(file, left_out=LEFT_OUT["lost"][0])
    copied = folder / "tep" / f"{file.receipt_id}{Path(file.original_name).suffix.lower()}"
    copied.parent.mkdir(exist_ok=True)
    copied.write_bytes(content)
    return replace(file, copied_as=f"tep/{copied.name}")


def _write_csv(path: Path, frame: pl.DataFrame) -> None:
    """A table as spreadsheet programs open it: UTF-8 with its mark."""
    path.write_bytes(b"\xef\xbb\xbf" + frame.write_csv().encode("utf-8"))


def _write_sums(folder: Path) -> None:
    """SHA256SUMS of every file of the folder, as `sha256sum -c` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
