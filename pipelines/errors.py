"""The base class of every error that a person reads, and the bilingual message that it carries.

A package keeps its own catalogue of messages; this module only says what a message is.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def message(catalogue: Mapping[str, tuple[str, str]], code: str, /, **values: object) -> Message:
    """The sentence `code` of `catalogue` (code -> Vietnamese, English) with `values` filled in.

    Raises KeyError for a code that the catalogue does not have.
    """
    vi, en = catalogue[code]
    return Message(code, vi.format(**values), en.format(**values))
