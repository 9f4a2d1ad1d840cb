"""The settings file of an office: which servers and folders it names. Without the file everything is off.

One TOML file, `chiso.toml` in the data root or the file that CHISO_SETTINGS names. Each section is a class below; its
fields are the keys. A further section is a further class in SECTIONS. Secrets do not stand in the file: it names the
file or the environment variable that holds them.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from pipelines.errors import ChisoError, Message, join, message

FILE_NAME = "chiso.toml"

MESSAGES: dict[str, tuple[str, str]] = {
    "absent": (
        "Không có tệp cài đặt {file} mà biến CHISO_SETTINGS nêu. Sửa biến ấy, hoặc bỏ nó đi.",
        "There is no settings file {file}, which CHISO_SETTINGS names. Correct the variable or unset it.",
    ),
    "unreadable": (
        "Không đọc được tệp cài đặt {file}: {reason}. Sửa tệp, lưu bằng UTF-8.",
        "The settings file {file} cannot be read: {reason}. Correct it and save it as UTF-8.",
    ),
    "unknown_section": (
        "{file}: không có mục [{key}]. Các mục có thể có: {expected}.",
        "{file}: there is no section [{key}]. Sections that may stand there: {expected}.",
    ),
    "unknown_key": (
        "{file}: không có khoá {key}. Các khoá có thể có: {expected}.",
        "{file}: there is no key {key}. Keys that may stand there: {expected}.",
    ),
    "missing_key": (
        "{file}: thiếu khoá {key}; cần {expected}.",
        "{file}: key {key} is missing; expected is {expected}.",
    ),
    "wrong_value": (
        "{file}: khoá {key} đang là {found}; cần {expected}.",
        "{file}: key {key} is {found}; expected is {expected}.",
    ),
    # ---- what is expected of a value ----
    "text": ("một chuỗi", "a text"),
    "host": ("tên máy chủ, không có khoảng trắng", "the name of a server, without spaces"),
    "port": ("một số từ 1 đến 65535", "a number from 1 to 65535"),
    "seconds": ("một số giây từ 1 đến 300", "a number of seconds from 1 to 300"),
    "security": ("“starttls”, “ssl” hoặc “none”", '"starttls", "ssl" or "none"'),
    "address": ("một địa chỉ thư điện tử", "an e-mail address"),
    "addresses": ("danh sách địa chỉ thư điện tử, ít nhất một", "a list of e-mail addresses, at least one"),
    "url": ("một địa chỉ bắt đầu bằng http:// hoặc https://", "an address that begins with http:// or https://"),
    "folder": ("một đường dẫn đầy đủ đến thư mục", "the absolute path of a folder"),
    "optional_file": ("một đường dẫn đầy đủ đến tệp, hoặc để trống", "the absolute path of a file, or empty"),
    "table": ("một mục [{key}]", "a section [{key}]"),
    "count": ("một số nguyên lớn hơn 0", "a whole number above 0"),
    "codes": ("danh sách mã tỉnh, mỗi mã là một chuỗi", "a list of codes of provinces, each a text"),
}


class SettingsError(ChisoError):
    """Faults of a settings file, each with file, key, what was found and what is expected."""


def _key(default: Any, expected: str, is_right: Callable[[Any], bool] = bool, *, is_required: bool = False) -> Any:
    """Declare a key: its default, the message of what is expected, its check, and whether it must stand there."""
    return field(default=default, metadata={"expected": expected, "is_right": is_right, "is_required": is_required})


def _any(value: object) -> bool:  # noqa: ARG001 - a check like the others
    return True


def _is_host(value: str) -> bool:
    return bool(value) and not any(letter.isspace() or letter in "/@" for letter in value)


def _is_address(value: str) -> bool:
    name, _, host = value.partition("@")
    return bool(name) and _is_host(host) and value.isprintable() and not any(letter in " ,;<>" for letter in value)


def _is_url(value: str) -> bool:
    return value.startswith(("http://", "https://")) and value.isprintable() and " " not in value


def _is_absolute(value: str) -> bool:
    return Path(value).is_absolute()


def _is_absolute_or_empty(value: str) -> bool:
    return not value or Path(value).is_absolute()


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server that sends digests, and to whom."""

    SECTION: ClassVar[str] = "alerts.smtp"
    host: str = _key("", "host", _is_host, is_required=True)
    port: int = _key(587, "port", lambda port: 1 <= port <= 65535)
    security: str = _key("starttls", "security", ("starttls", "ssl", "none").__contains__)
    user: str = _key("", "text", _any)
    password_file: str = _key("", "optional_file", _is_absolute_or_empty)
    password_env: str = _key("", "text", _any)
    sender: str = _key("", "address", _is_address, is_required=True)
    recipients: tuple[str, ...] = _key(
        (), "addresses", lambda found: bool(found) and all(map(_is_address, found)), is_required=True
    )
    ca_file: str = _key("", "optional_file", _is_absolute_or_empty)
    timeout_seconds: int = _key(20, "seconds", lambda seconds: 1 <= seconds <= 300)


@dataclass(frozen=True)
class WebhookSettings:
    """The address that digests are posted to as JSON."""

    SECTION: ClassVar[str] = "alerts.webhook"
    url: str = _key("", "url", _is_url, is_required=True)
    ca_file: str = _key("", "optional_file", _is_absolute_or_empty)
    timeout_seconds: int = _key(20, "seconds", lambda seconds: 1 <= seconds <= 300)


@dataclass(frozen=True)
class FolderSettings:
    """The folder that digests are written to."""

    SECTION: ClassVar[str] = "alerts.file"
    folder: str = _key("", "folder", _is_absolute, is_required=True)


@dataclass(frozen=True)
class DagsterSettings:
    """Which provinces Dagster runs (none named: all declared), and the folder that holds their inboxes."""

    SECTION: ClassVar[str] = "dagster"
    provinces: tuple[str, ...] = _key((), "codes", _any)
    inbox: str = _key("", "folder", _is_absolute)
    postgres_env: str = _key("", "text", _any)  # variable with the address of a PostgreSQL database; empty: SQLite


@dataclass(frozen=True)
class HealthSettings:
    """What `chiso health` allows: free megabytes, days after a release was due, hours in the inbox, age of a backup."""

    SECTION: ClassVar[str] = "health"
    min_free_mb: int = _key(2000, "count", lambda n: n > 0)
    release_days: int = _key(3, "count", lambda n: n > 0)
    inbox_hours: int = _key(24, "count", lambda n: n > 0)
    backup_days: int = _key(2, "count", lambda n: n > 0)


@dataclass(frozen=True)
class ReleaseSettings:
    """How many of the last releases `chiso release retire` always keeps; two years of months by default."""

    SECTION: ClassVar[str] = "releases"
    keep: int = _key(24, "count", lambda n: n > 0)


SECTIONS: tuple[type[Any], ...] = (
    *(SmtpSettings, WebhookSettings, FolderSettings),
    *(DagsterSettings, HealthSettings, ReleaseSettings),
)
Section = TypeVar("Section")


@dataclass(frozen=True)
class OfficeSettings:
    """The sections that stand in a settings file."""

    sections: Mapping[type[Any], Any]

    def get(self, section: type[Section]) -> Section | None:
        """The settings of a section, None where it does not stand in the file: what it turns on is off."""
        return cast("Section | None", self.sections.get(section))


def settings_file(data: Path) -> Path:
    """The settings file of the office whose data root is `data`; it need not be there."""
    return Path(os.environ.get("CHISO_SETTINGS") or data / FILE_NAME)


def office_settings(data: Path) -> OfficeSettings:
    """Read the settings file of a data root. Raises SettingsError naming every fault of it."""
    path, raw = settings_file(data), _read(data)
    faults = list(_faults(path, raw))
    if faults:
        raise SettingsError(join(faults, "\n"))
    found = {kind: _section(raw, kind.SECTION) for kind in SECTIONS}
    return OfficeSettings({kind: kind(**_values(keys)) for kind, keys in found.items() if keys is not None})


def office_section(data: Path, kind: type[Section]) -> Section | None:
    """Read one section, for what must go on where another section has a fault. None where it is not in the file.

    Raises SettingsError for a file that cannot be read and for the faults of this section.
    """
    path, raw, name = settings_file(data), _read(data), str(vars(kind)["SECTION"])
    keys = _section(raw, name)
    faults = list(_faults(path, _nested(name, keys))) if keys is not None else []
    if faults:
        raise SettingsError(join(faults, "\n"))
    return kind(**_values(keys)) if keys is not None else None


def _nested(name: str, keys: Any) -> dict[str, Any]:
    """The content of a file that has this section only."""
    head, _, rest = name.partition(".")
    return {head: _nested(rest, keys) if rest else keys}


def _read(data: Path) -> dict[str, Any]:
    """The content of the settings file, empty where there is none. Raises SettingsError where it cannot be read."""
    path = settings_file(data)
    if not path.exists() and not os.environ.get("CHISO_SETTINGS"):
        return {}
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(message(MESSAGES, "absent", file=path)) from None
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or no TOML
        raise SettingsError(message(MESSAGES, "unreadable", file=path, reason=error)) from None


def _section(raw: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """The keys of a section with its dotted name; None where it is not there."""
    found: Any = raw
    for part in name.split("."):
        found = cast("dict[str, Any]", found).get(part) if isinstance(found, dict) else None
    return cast("dict[str, Any] | None", found)


def _values(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(cast("list[Any]", value)) if isinstance(value, list) else value for name, value in keys.items()}


def _faults(path: Path, raw: Mapping[str, Any], above: str = "") -> Iterator[Message]:
    """Every fault of the sections in `raw`, whose names begin with `above`."""
    names = {kind.SECTION: kind for kind in SECTIONS}
    for part, value in raw.items():
        name = f"{above}{part}"
        if name in names or any(known.startswith(f"{name}.") for known in names):
            if not isinstance(value, dict):
                expected = message(MESSAGES, "table", key=name)
                yield message(MESSAGES, "wrong_value", file=path, key=name, found=_shown(value), expected=expected)
            elif name in names:
                yield from _key_faults(path, names[name], cast("dict[str, Any]", value))
            else:
                yield from _faults(path, cast("dict[str, Any]", value), f"{name}.")
        else:
            known = ", ".join(f"[{name}]" for name in sorted(names))
            yield message(MESSAGES, "unknown_section", file=path, key=name, expected=known)


def _key_faults(path: Path, kind: type[Any], keys: Mapping[str, Any]) -> Iterator[Message]:
    """Every fault of the keys of one section."""
    declared: dict[str, Field[Any]] = {key.name: key for key in fields(kind)}
    for name in sorted(keys.keys() - declared.keys()):
        about = {"file": path, "key": f"{kind.SECTION}.{name}", "expected": ", ".join(declared)}
        yield message(MESSAGES, "unknown_key", **about)
    for name, key in declared.items():
        about = {"file": path, "key": f"{kind.SECTION}.{name}"}
        expected = message(MESSAGES, key.metadata["expected"])
        if name not in keys:
            if key.metadata["is_required"]:
                yield message(MESSAGES, "missing_key", **about, expected=expected)
        elif not _is_right(key, keys[name]):
            yield message(MESSAGES, "wrong_value", **about, found=_shown(keys[name]), expected=expected)


def _is_right(key: Field[Any], value: object) -> bool:
    """Whether a value has the type of the key's default and passes its check; `true` is no number."""
    if isinstance(key.default, tuple):
        texts = cast("list[object]", value) if isinstance(value, list) else [None]
        return all(isinstance(text, str) for text in texts) and bool(key.metadata["is_right"](tuple(texts)))
    return type(value) is type(key.default) and bool(key.metadata["is_right"](value))


def _shown(value: object) -> str:
    """A value as it stands in the file, on one line."""
    return json.dumps(value, ensure_ascii=False, default=str)
