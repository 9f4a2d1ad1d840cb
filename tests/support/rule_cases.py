"""The figures of the small province as they were sent and published, and every case that a rule has among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl
from support.rule_meaning import Case, Get, Place, median_of_last, ratios_of
from support.rule_models import KEY, Models
from support.rule_province import AREA, LAST, SmallProvince
from support.rule_seeds import GAP, Key, Rule, Term, periods_of, rules_of

NOT_PUBLISHED = "S2027"  # a year before the last one, of which the releases have figures, and nobody publishes TFP
ABOUT_PUBLISHED = ("revision", "never_published")  # kinds that have something to say of such a year only


class World:
    """The figures sent for all periods, what the two releases published of them, and the ratios of both."""

    def __init__(self, province: SmallProvince, models: Models) -> None:
        self.codebook = province.codebook
        self.periods = periods_of(province.codebook)
        self.rules = rules_of(province.seeds)
        self.sent: dict[Key, float | None] = {
            row[:6]: row[6]
            for row in models.query(f"select {', '.join(KEY)}, value from landing.observation").iter_rows()
        }
        counts = models.query("select * from intermediate.int_register_counts")
        self.counted = {
            tuple(row[name] for name in KEY): float(row["n_entities"]) for row in counts.iter_rows(named=True)
        }
        self.published, self.last_release = _published(province), province.releases[-1]
        self.ratios: dict[str, tuple[str, str, float]] = {
            ratio: (n, d, scale) for ratio, n, d, scale in ratios_of(self.codebook)
        }
        self.of_part: dict[str, list[str]] = {}
        for ratio, (numerator, denominator, _) in self.ratios.items():
            for part in {numerator, denominator}:
                self.of_part.setdefault(part, []).append(ratio)
        indicators = self.codebook.tables["indicators"].filter(pl.col("valid_to").is_null())
        self.decimals: dict[str, int] = dict(indicators.select("indicator_code", "decimals").iter_rows())
        self.population = self.codebook.tables["areas"].filter(area_id=AREA)["population"].item()

    def get(self, changed: Mapping[Key, float | None]) -> Get:
        """Read figures, some of them changed; a ratio is computed from its parts."""

        def value(key: Key) -> float | None:
            if key in changed:
                return changed[key]
            if key in self.sent:
                return self.sent[key]
            if key in self.counted:
                return self.counted[key]
            parts = self.parts(key)
            if not parts:
                return None
            numerator, denominator = value(parts[0]), value(parts[1])
            if numerator is None or denominator is None or abs(denominator) < 5e-7:
                return None
            return self.ratios[key[1]][2] * numerator / denominator

        return value

    def parts(self, key: Key) -> tuple[Key, Key] | None:
        """The two figures of a ratio that were both sent."""
        if key[1] not in self.ratios:
            return None
        numerator, denominator, _ = self.ratios[key[1]]
        parts = ((key[0], numerator, *key[2:]), (key[0], denominator, *key[2:]))
        return parts if parts[0] in self.sent and parts[1] in self.sent else None

    def leaves(self, key: Key) -> tuple[Key, ...]:
        """The figures on a form that a figure is made of."""
        return (key,) if key in self.sent else self.parts(key) or ()

    def derived(self, leaf: Key) -> list[Key]:
        """The ratios that a figure is a part of."""
        keys = [(leaf[0], ratio, *leaf[2:]) for ratio in self.of_part.get(leaf[1], ())]
        return [key for key in keys if key not in self.sent and self.parts(key)]

    def before(self, key: Key) -> Key | None:
        """The figure of the period before."""
        previous = self.periods[key[5]].previous
        return (*key[:5], previous) if previous else None

    @cached_property
    def figures(self) -> list[Key]:
        """Every figure: sent, or computed from two that were."""
        ratios = {key for leaf in self.sent for key in self.derived(leaf)}
        return [*self.sent, *sorted(ratios)]

    @cached_property
    def cases(self) -> list[Case]:
        """Every case of a rule about the last periods and the year before."""
        by_series: dict[tuple[str, str, str], list[Key]] = {}
        for key in [*self.figures, *self.counted]:
            by_series.setdefault((key[1], key[2], key[3]), []).append(key)
        return [case for rule in self.rules for case in self._cases_of(rule, by_series)]

    def _cases_of(self, rule: Rule, by_series: Mapping[tuple[str, str, str], list[Key]]) -> Iterator[Case]:
        subjects = [term for term in rule.terms if term.role in ("subject", "part", "total", "reported")]
        for term in subjects:
            for key in by_series.get(term.series, ()):
                start = self.periods[key[5]].start
                is_here = key[5] in (*LAST, NOT_PUBLISHED)
                has_source = not term.source or term.source == key[4]
                if is_here and has_source and rule.valid_from <= start < rule.valid_to:
                    case = self._case(rule, term, key, by_series)
                    if case:
                        yield case

    def _case(
        self, rule: Rule, term: Term, key: Key, by_series: Mapping[tuple[str, str, str], list[Key]]
    ) -> Case | None:
        subject = Place(term, (key,), True)
        if rule.kind in ("linear", "cross_check"):
            others = [self._named(other, key, by_series) for other in rule.terms if other is not term]
            return Case(rule, key, (subject, *(each for each in others if each))) if all(others) else None
        if rule.kind == "cumulative_balance":
            return self._cumulative(rule, subject)
        if rule.kind == GAP:
            return self._gap(rule, subject)
        if rule.kind in ("share_bounds", "jump", "revision", "population_share", "never_published"):
            return Case(rule, key, (subject,), self._limit(rule, key))
        others = [other for other in rule.terms if other is not term]
        return Case(
            rule, key, (subject, *(Place(other, ((key[0], *other.series, *key[4:]),), True) for other in others))
        )

    def _cumulative(self, rule: Rule, subject: Place) -> Case | None:
        key = subject.keys[0]
        places = [subject, Place(subject.term, ((*key[:3], "in_period", *key[4:]),), True)]
        previous = self.periods[key[5]].previous_in_year
        if previous:
            places.append(Place(subject.term, ((*key[:5], previous),), False))
        return Case(rule, key, tuple(places))

    def _gap(self, rule: Rule, subject: Place) -> Case | None:
        """The sum to date and the months of the year that were sent, if some were not."""
        key = subject.keys[0]
        period: str | None = key[5]
        months: list[Key] = []
        while period:
            months.append((*key[:3], "in_period", key[4], period))
            period = self.periods[period].previous_in_year
        sent = [month for month in months if self.sent.get(month) is not None]
        if len(sent) == len(months) or months[0] not in sent:
            return None
        return Case(rule, key, (subject, *(Place(subject.term, (month,), False) for month in sent)))

    def _limit(self, rule: Rule, key: Key) -> float | None:
        """The population, the median of what was published before, or what was published; 0: a year without figures."""
        if rule.kind == "population_share":
            return self.population if key[0] == AREA else None
        if rule.kind == "revision":
            return self.published.get(key, (None, ""))[0]
        if rule.kind == "never_published":
            return 0 if key[5] == NOT_PUBLISHED else None
        start, kind = self.periods[key[5]].start, self.periods[key[5]].kind
        periods = [each for each in self.periods.values() if each.kind == kind and each.start < start]
        earlier = [self.published.get((*key[:5], each.code)) for each in sorted(periods, key=lambda each: each.start)]
        return median_of_last([each[0] for each in earlier if each is not None])

    def _named(self, term: Term, subject: Key, by_series: Mapping[tuple[str, str, str], list[Key]]) -> Place | None:
        """The figure that a term of a linear rule names beside its subject."""
        period = self._shifted(term, subject, by_series)
        found = [key for key in by_series.get(term.series, ()) if key[5] == period]
        if term.scope == "children":
            below = self.codebook.tables["areas"].filter(parent_id=subject[0])["area_id"].to_list()
            keys = tuple(key for key in found if key[0] in set(below))
            return Place(term, keys, False) if keys else None
        source = term.source or subject[4]
        keys = tuple(key for key in found if key[0] == subject[0] and key[4] == source)
        return Place(term, keys, term.shift in ("", "same_month")) if keys else None

    def _shifted(self, term: Term, subject: Key, by_series: Mapping[tuple[str, str, str], list[Key]]) -> str | None:
        period = self.periods[subject[5]]
        if term.shift == "previous":
            return period.previous
        if term.shift == "previous_in_year":
            return period.previous_in_year
        assert term.shift in ("", "same_month"), term.shift
        if not term.shift:
            return period.code
        month = (period.end.year, period.end.month)
        is_sum = term.series[2] == subject[3] == "ytd"
        options: set[tuple[date, str]] = set()
        for key in by_series.get(term.series, ()):
            end = self.periods[key[5]].end
            is_source = not term.source or key[4] == term.source
            if is_source and (end.year, end.month) == month and (not is_sum or end == period.end):
                options.add((end, key[5]))
        if not options:
            return None
        latest = max(end for end, _ in options)
        return min(code for end, code in options if end == latest)


def _published(province: SmallProvince) -> dict[Key, tuple[float, str]]:
    """What stands of each slice since the last release: value and release."""
    found: dict[Key, tuple[float, str]] = {}
    for release in province.releases:
        path: Path = province.places.release / release / "parquet" / "indicator_value.parquet"
        table = pl.read_parquet(path).filter(pl.col("state") == "current", pl.col("value").is_not_null())
        for *key, value in table.select(*KEY, "value").iter_rows():
            found[tuple(key)] = (value, release)  # pyright: ignore[reportArgumentType] - six texts
    return found
