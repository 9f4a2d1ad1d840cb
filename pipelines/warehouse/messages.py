"""Sentences of the warehouse (code -> Vietnamese, English), and the errors that carry them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.errors import ChisoError, Message, message

WAREHOUSE: dict[str, tuple[str, str]] = {
    "not_built": (
        "Kho số liệu không dựng được:\n{failures}\nXem lại data/seeds và các tệp đã nhận, rồi dựng lại: chiso build.",
        "The warehouse could not be built:\n{failures}\nCheck data/seeds and the files received, then build again:"
        " chiso build.",
    ),
    "node_failed": ("{node}: không đạt ({status}) {text}", "{node}: {status} {text}"),
    "dbt_failed": ("dbt dừng giữa chừng: {text}", "dbt stopped: {text}"),
    "published_damaged": (
        "số liệu đã công bố của {release_id} bị thiếu hoặc đã bị sửa: {file}; khôi phục data/raw từ bản sao lưu",
        "the published values of {release_id} are missing or changed: {file}; restore data/raw from the backup",
    ),
    "query_failed": (
        'Câu lệnh SQL không chạy được: {reason}\nChỉ đọc được bản công bố; xem các bảng: chiso query "show tables"',
        'The SQL does not run: {reason}\nA release can only be read; its tables: chiso query "show tables"',
    ),
    "sql_table": ("không có bảng “{name}”{hint}", "there is no table “{name}”{hint}"),
    "sql_function": ("không có hàm “{name}”{hint}", "there is no function “{name}”{hint}"),
    "sql_column": ("không có cột “{name}”{hint}", "there is no column “{name}”{hint}"),
    "sql_near": ("; gần nhất: {name}", "; nearest: {name}"),
    "sql_syntax": ("sai cú pháp ở gần “{name}”", "syntax error near “{name}”"),
    "sql_end": ("câu lệnh chưa viết hết", "the statement is not complete"),
    "sql_other": ("DuckDB báo “{name}”", "DuckDB says “{name}”"),
    "query_writes": (
        "Câu lệnh SQL này không phải câu đọc: bản công bố chỉ để đọc, bằng SELECT; xem các bảng:"
        ' chiso query "show tables"',
        'This SQL is no statement that reads: a release is read-only, by SELECT; its tables: chiso query "show tables"',
    ),
    "query_slow": (
        "Câu lệnh SQL chạy quá {seconds} giây nên đã bị dừng; thêm điều kiện lọc, hoặc --timeout GIÂY.",
        "The SQL ran for more than {seconds} seconds and was stopped; narrow it down, or use --timeout SECONDS.",
    ),
    "query_memory": (
        "Câu lệnh SQL cần quá nhiều bộ nhớ (hơn 1 GB) nên đã bị dừng; thêm điều kiện lọc, hoặc dùng chiso export.",
        "The SQL needs too much memory (more than 1 GB) and was stopped; narrow it down, or use chiso export.",
    ),
    "query_large": (
        "Kết quả có hơn {n} dòng; thêm limit hoặc điều kiện lọc, hoặc dùng chiso export.",
        "The answer has more than {n} rows; add a limit or a condition, or use chiso export.",
    ),
    "no_figure": (
        "Bản công bố không có “{indicator}” của “{area}” trong kỳ “{period}”; xem các kỳ:"
        ' chiso query "select distinct area_id, period_code from indicator_value'
        " where indicator_code = '{indicator}'\"",
        "The release has no “{indicator}” of “{area}” in period “{period}”; for its periods:"
        ' chiso query "select distinct area_id, period_code from indicator_value'
        " where indicator_code = '{indicator}'\"",
    ),
}


class WarehouseError(ChisoError):
    """A build that could not be made, or whose tests failed; `failures` names each model and test."""

    def __init__(self, failures: Sequence[Message]) -> None:
        vi, en = ("\n".join(f"- {failure.in_lang(lang)}" for failure in failures) for lang in ("vi", "en"))
        template_vi, template_en = WAREHOUSE["not_built"]
        super().__init__(Message("not_built", template_vi.format(failures=vi), template_en.format(failures=en)))
        self.failures = tuple(failures)


class QueryError(ChisoError):
    """SQL that DuckDB refuses, or a release that it cannot read."""


class FigureNotFoundError(ChisoError):
    """The release has no figure or score of that indicator, area and period."""


def failure(code: str, **values: object) -> Message:
    """One failure of a build: the sentence `code` of WAREHOUSE."""
    return message(WAREHOUSE, code, **values)
