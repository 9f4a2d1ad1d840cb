"""The base class of every error that a person reads, and the bilingual message that it carries.

A package keeps its own catalogue of messages; this module only says what a message is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Message(NamedTuple):
    """One sentence in Vietnamese and English, with the code under which its catalogue lists it."""

    code: str
    vi: str
    en: str

    def in_lang(self, lang: str) -> str:
        """The sentence in `vi` or `en`."""
        return self.vi if lang == "vi" else self.en


class ChisoError(Exception):
    """Something that a person can repair: a code, and a text in two languages that ends with the way out.

    The command line prints the text in the user's language and exits with 1; it never prints a traceback for one.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.vi)
        self.message = message

    @property
    def code(self) -> str:
        """The code of the message in its catalogue."""
        return self.message.code

    @property
    def message_vi(self) -> str:
        """The Vietnamese text."""
        return self.message.vi

    @property
    def message_en(self) -> str:
        """The English text."""
        return self.message.en


def reason_of(error: Exception) -> Message:
    """What went wrong, as a part of a longer sentence: without the full stop at its end."""
    if isinstance(error, ChisoError):
        return Message(error.code, error.message_vi.rstrip("."), error.message_en.rstrip("."))
    text = f"{type(error).__name__}: {error}".rstrip(".")
    return Message("unforeseen", text, text)


def message(catalogue: Mapping[str, tuple[str, str]], code: str, /, **values: object) -> Message:
    """The sentence `code` of `catalogue` (code -> Vietnamese, English) with `values` filled in.

    A value that is a Message itself fills each text in that text's language.
    Raises KeyError for a code that the catalogue does not have.
    """
    vi, en = catalogue[code]
    in_vi = {name: value.vi if isinstance(value, Message) else value for name, value in values.items()}
    in_en = {name: value.en if isinstance(value, Message) else value for name, value in values.items()}
    return Message(code, vi.format(**in_vi), en.format(**in_en))


def join(messages: Iterable[Message], separator: str = "; ") -> Message:
    """Several messages as one under the code of the first; an empty message where there are none."""
    parts = list(messages)
    code = parts[0].code if parts else ""
    return Message(code, separator.join(part.vi for part in parts), separator.join(part.en for part in parts))
