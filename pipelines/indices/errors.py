"""Problems of an analyst's tables or method file, and the error that lists all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.errors import ChisoError, Message, message
from pipelines.indices.messages import FILES


@dataclass(frozen=True)
class TableProblem:
    """One problem: file, place in it, what was found, what is expected."""

    file: str
    place: Message
    found: Message
    expected: Message

    @property
    def text(self) -> Message:
        """The problem as one sentence in both languages."""
        return message(
            FILES,
            "problem",
            file=self.file,
            place_vi=self.place.vi,
            place_en=self.place.en,
            found_vi=self.found.vi,
            found_en=self.found.en,
            expected_vi=self.expected.vi,
            expected_en=self.expected.en,
        )


class ScoreError(ChisoError):
    """The files cannot be scored. `problems` holds every problem of all files."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        texts = [problem.text for problem in problems]
        super().__init__(
            message(
                FILES,
                "files_invalid",
                problems_vi="\n".join(f"- {text.vi}" for text in texts),
                problems_en="\n".join(f"- {text.en}" for text in texts),
            )
        )
        self.problems = list(problems)


class RunError(ChisoError):
    """A release has no computed run of an index."""

    def __init__(self, code: str, release_id: str, known: Sequence[str]) -> None:
        named = ", ".join(known) or "–"
        super().__init__(message(FILES, "run_unknown", code=code, release_id=release_id, known=named))


class UnitError(ChisoError):
    """A unit or leaf that the index lacks, a unit without a score, or a trend that is not known."""

    NO_EARLIER = "no_earlier"

    def __init__(self, code: str, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(message(FILES, code, name=name, near=", ".join(near) or "–"))


class ChangeError(ChisoError):
    """A change between two editions cannot be decomposed: `code` of the catalogue says which part is not there."""

    OFFICIAL, ALONE, NO_UNIT = "official_not_decomposed", "edition_alone", "unit_not_in_both"

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(message(FILES, code, **values))


def text(code: str, /, **values: object) -> Message:
    """Return the text `code` of the catalogue: a place, or what was found where the value needs a word beside it."""
    return message(FILES, code, **values)


def problem(file: str, place: Message | str, found: object, code: str, /, **values: object) -> TableProblem:
    """Return a problem.

    Args:
        file: name of the file.
        place: where in the file; a str is the same in both languages.
        found: what stands there: a `Message`, or any value (None is empty).
        code: what is expected, a code of the catalogue.
        **values: what the text of `code` names.
    """
    return TableProblem(file, _either(place), _either("" if found is None else found), text(code, **values))


def _either(value: object) -> Message:
    return value if isinstance(value, Message) else Message("", str(value), str(value))
