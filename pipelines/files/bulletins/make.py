"""Makes the bulletins of a release: the monthly one, and the yearly reports that fall due near its period."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipelines.files.bound import Cells
from pipelines.files.bulletins.binding import Writer
from pipelines.files.bulletins.layout import Head, Letter
from pipelines.files.bulletins.monthly import write_monthly
from pipelines.files.bulletins.sections import Draft
from pipelines.files.bulletins.yearly import due_reports, write_yearly
from pipelines.files.content.release import Source

OFFICE = "SKHCN"  # the office that writes the bulletins; its codes and names stand in the release's table of reporters
ISSUER = "select name_vi from reporter where office_code = 'SKHCN' and area_id = $area order by valid_from desc limit 1"
FIXED_TIME = datetime(2000, 1, 1)  # the same release gives the same bytes


def make_bulletins(source: Source, out: Path) -> list[Path]:
    """Write the bulletins of a release into the folder `out`; returns their paths.

    Raises BoundError where a sentence does not agree with the release.
    """
    out.mkdir(parents=True, exist_ok=True)
    subject = f"Tình hình thực hiện các chỉ tiêu đổi mới sáng tạo {_lower(source.period_name)}"
    receivers = ["- UBND tỉnh (để báo cáo);", "- Các đơn vị liên quan;", "- Lưu: VT."]
    path = out / f"bao-cao-thang_{source.period}.docx"
    made = [_make(source, subject, receivers, write_monthly, path)]
    for duty in due_reports(source):
        due = duty["due_date"]
        path = out / f"bao-cao-nam_{duty['period_code']}_truoc-{due:%d-%m}.docx"
        subject = f"Kết quả thực hiện {duty['title_vi']}, {_lower(duty['period_name'])}"
        receivers = [f"- {receiver.strip()} (để báo cáo);" for receiver in duty["receiver_vi"].split(",")]
        made.append(
            _make(source, subject, [*receivers, "- Lưu: VT."], lambda draft, duty=duty: write_yearly(draft, duty), path)
        )
    return made


def _make(source: Source, subject: str, receivers: list[str], write: Callable[[Draft], None], path: Path) -> Path:
    """Write one document."""
    name = source.rows(ISSUER)[0]["name_vi"].removesuffix(f" {source.area_name}")
    place = source.area_name.split(" ", 1)[1]
    head = Head(f"UBND {source.area_name}", name, f"BC-{OFFICE}", place, subject)
    draft = Draft(source, Letter(head, source.notice), Writer(Cells(source.folder), source.release_id))
    write(draft)
    draft.letter.signature(receivers, "GIÁM ĐỐC")
    draft.writer.attach(draft.letter.docx)
    properties = draft.letter.docx.core_properties
    properties.title, properties.author, properties.comments = subject, name, ""
    properties.created = properties.modified = FIXED_TIME
    buffer = io.BytesIO()
    draft.letter.docx.save(buffer)
    path.write_bytes(_with_fixed_times(buffer.getvalue()))
    return path


def _with_fixed_times(content: bytes) -> bytes:
    """The same zip with the same time in each entry, which python-docx takes from the clock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            fixed = zipfile.ZipInfo(entry.filename, FIXED_TIME.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(fixed, read.read(entry))
    return buffer.getvalue()


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
