"""Checks of files: those that do not become complete, each state that needs a person, and those that came too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dagster import AssetCheckResult

from pipelines.codebook.load import Codebook
from pipelines.defs.checks.messages import CHECKS, heads
from pipelines.defs.checks.result import Finding, check_result, check_spec, named
from pipelines.errors import Message, message
from pipelines.ledger.file_names import technical_name
from pipelines.publication.month import Review
from pipelines.publication.triggers.incomplete import Incomplete
from pipelines.submissions.intake.review.open_files import LateFile, OpenFile, without_names

ASSET = "read"
STATES = {  # of a file that needs a person, as it stands within a sentence
    "waiting": ("đang chờ người quyết định", "waiting for a person"),
    "refused": ("bị từ chối", "refused"),
    "unreadable": ("không mở được", "unreadable"),
    "skipped": ("bị bỏ qua mà có thể là báo cáo", "skipped and perhaps a report"),
    "lost": ("mất bản gốc", "without its original"),
}
FILE_CHECKS = [
    *(check_spec(f"files_{state}", ASSET, "files", label=Message("", *label)) for state, label in STATES.items()),
    check_spec("files_late", ASSET),
]
INBOX_CHECKS = [check_spec("files_incomplete", "received")]
NO_UNIT = "chưa rõ đơn vị"


def check_files(review: Review, codebook: Codebook) -> Iterator[AssetCheckResult]:
    """Yield for each state whether no file is in it; files are called by the technical part of their names."""
    names = dict(codebook.tables["reporters"].select("reporter_code", "name_vi").iter_rows())
    for state, label in STATES.items():
        files = [file for file in review.open if file.state == state and not file.is_harmless]
        yield _open(state, Message("", *label), files, names)
    yield _late(review.late, names)


def check_inbox(files: Sequence[Incomplete], hours: int) -> AssetCheckResult:
    """Return whether no file of the inbox has waited for `hours` to become complete."""
    names = [file.technical_name for file in files]
    rows = [(name, file.reason.vi, file.since_local) for name, file in zip(names, files, strict=True)]
    about = {"n": len(files), "hours": hours, "since": files[0].since_local if files else "", "units": named(names)}
    said = message(CHECKS, "incomplete" if files else "incomplete_none", **about)
    finding = Finding(said, heads("file", "reason", "since"), rows, {"n_files": len(files)})
    return check_result("files_incomplete", finding, passed=not files)


def _open(state: str, label: Message, files: list[OpenFile], names: Mapping[str, str]) -> AssetCheckResult:
    units = [names.get(file.reporter_code, NO_UNIT) for file in files]
    rows = [
        (unit, f"{file.source} ({file.file_id})", file.reason.vi)
        for unit, file in zip(units, map(without_names, files), strict=True)
    ]
    n = len({file.file_id for file in files})
    said = message(CHECKS, "files" if files else "files_none", label=label, n=n, units=named(units))
    finding = Finding(said, heads("unit", "file", "reason"), rows, {"n_files": n})
    return check_result(f"files_{state}", finding, passed=not files, is_grave=state == "lost" and bool(files))


def _late(files: list[LateFile], names: Mapping[str, str]) -> AssetCheckResult:
    units = [names.get(file.reporter_code, NO_UNIT) for file in files]
    rows = [
        (unit, f"{technical_name(file.source.rpartition('/')[2], file.receipt_id)} ({file.receipt_id})", file.judged_as)
        for unit, file in zip(units, files, strict=True)
    ]
    said = message(CHECKS, "late" if files else "late_none", n=len(files), units=named(units))
    finding = Finding(said, heads("unit", "file", "judged"), rows, {"n_files": len(files)})
    return check_result("files_late", finding, passed=not files)
