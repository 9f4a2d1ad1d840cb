"""Sentences of the package: code -> (Vietnamese, English). Names in braces are filled in by the caller."""

from __future__ import annotations

from pipelines.errors import ChisoError, message

BOUND: dict[str, tuple[str, str]] = {
    "bad_reference": (
        "Mẫu câu viết chưa đúng ở “{text}”. Viết: bảng.cột where khoá=giá trị, hoặc count bảng where khoá=giá trị.",
        "The template is wrong at “{text}”. Write: table.column where key=value, or count table where key=value.",
    ),
    "no_column": (
        "Bản công bố không có bảng hoặc cột mà “{text}” nêu. Xem tên bảng, cột trong docs/tables.md rồi sửa mẫu câu.",
        "The release has no table or column that “{text}” names. See docs/tables.md and correct the template.",
    ),
    "not_one_row": (
        "“{text}” ứng với {n} dòng của bản công bố, cần đúng một dòng. Thêm khoá vào mẫu câu cho đủ.",
        "“{text}” fits {n} rows of the release, exactly one is needed. Add keys to the template.",
    ),
    "no_value": (
        "Ô “{text}” của bản công bố để trống nên câu không có số. Bỏ câu này hoặc chờ số liệu.",
        "The cell “{text}” of the release is empty, so the sentence has no number. Leave it out or await the figure.",
    ),
    "typed_number": (
        "Mẫu câu có số gõ tay “{number}”: “{text}”. Số phải lấy từ bản công bố: thay bằng {{{{bảng.cột where …}}}}.",
        "The template holds the typed number “{number}”: “{text}”. Numbers come from the release: write"
        " {{{{table.column where …}}}} instead.",
    ),
    "claim_fails": (
        "Câu không còn đúng: “{claim}” — hai vế là {left} và {right}. Viết lại câu.",
        "The sentence does not hold any more: “{claim}” compares {left} and {right}. Write it anew.",
    ),
    "number_changed": (
        "Câu ghi “{printed}” nhưng ô “{text}” của bản công bố là “{value}”. Làm lại tệp: chiso files.",
        "The sentence says “{printed}”, but the cell “{text}” of the release is “{value}”. Make the file again: chiso"
        " files.",
    ),
}

FILES: dict[str, tuple[str, str]] = {
    "file_fault": (
        "Chưa làm được {part} của bản {release_id}: {reason}. Bản công bố không bị ảnh hưởng. Làm lại: chiso files"
        " --release {release_id}.",
        "{part} of release {release_id} could not be made: {reason}. The release is not affected. Make it again: chiso"
        " files --release {release_id}.",
    ),
    "part_workbook": ("tệp Excel", "The workbook"),
    "part_page": ("trang cho Chủ tịch", "The chairman's page"),
    "part_pdf": ("bản PDF của trang cho Chủ tịch", "The PDF of the chairman's page"),
    "part_communes": ("phiếu từng xã", "The communes' sheets"),
    "part_csv": ("bản CSV cho Excel", "The CSV copies for Excel"),
    "part_source": ("các tệp", "The files"),
    "no_soffice": (
        "không chạy được LibreOffice trong {seconds} giây",
        "LibreOffice did not run within {seconds} seconds",
    ),
}


class BoundError(ChisoError):
    """A sentence whose numbers or claims are not those of the release; `code` is an entry of BOUND."""


def refuse_sentence(code: str, **values: object) -> BoundError:
    """The error to raise for the sentence `code` of BOUND."""
    return BoundError(message(BOUND, code, **values))


class FileError(ChisoError):
    """A file for people that could not be made; `code` is an entry of FILES."""
