"""Makes the bulletins of a release: the monthly one, and the yearly reports that fall due near its period."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.files.bound import Cells
from pipelines.files.bulletins.layout import Head, Letter
from pipelines.files.bulletins.monthly import write_monthly
from pipelines.files.bulletins.sections import Draft
from pipelines.files.bulletins.yearly import due_reports, write_yearly
from pipelines.files.content.release import Source
from pipelines.files.word.binding import Writer
from pipelines.files.word.save import save

OFFICE = "SKHCN"  # the office that writes the bulletins; its codes and names stand in the release's table of reporters
ISSUER = "select name_vi from reporter where office_code = 'SKHCN' and area_id = $area order by valid_from desc limit 1"


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
        year = _lower(duty["period_name"]).replace(" ", "\N{NO-BREAK SPACE}")
        subject = f"Kết quả thực hiện {duty['title_vi']}, {year}"
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
    draft.writer.bindings.attach(draft.letter.docx)
    properties = draft.letter.docx.core_properties
    properties.title, properties.author, properties.comments = subject, name, ""
    save(draft.letter.docx, path)
    return path


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
