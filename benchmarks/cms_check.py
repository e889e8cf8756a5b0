"""Check the shipped packs against CMS's numbers: ``benchmarks/cms_check.py FOLDER [--brief]``.

FOLDER holds extracts of what CMS publishes, each a CSV file of codes and numbers:

- ``ncci_rehab_2024Q3_practitioner.csv`` and ``..._hospital.csv``: code pairs, ended ones too;
- ``mue_rehab_2024Q3.csv``: the most units of a code in a day, for both settings.

The files are read here from nothing but their columns, and the program is asked as anybody asks
it. Every difference is printed under the reason that ``cms_reasons.toml`` gives for it, or with
``--brief`` the number under each. The exit code is 1 where one has no reason, or where a reason
explains nothing any more.
"""

import csv
import sys
import textwrap
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations
from pathlib import Path

from auditor.billing.packs import demands_for
from auditor.model import CodePair, PairState, PairTable

EDITION = "2024-07-01"
DAYS = (
    *("2019-01-01", "2019-12-31", "2020-01-01", "2020-09-30", "2020-10-01", "2021-12-31"),
    *("2022-01-01", "2024-06-30", EDITION, "2024-09-30", "2026-11-21"),
)
"""Where something begins or ends; what is said of them is said of the days between."""
SETTINGS = {"practitioner": None, "hospital": "outpatient hospital"}
"""What the extracts call the two settings, and what a note does."""
ALL_OF_ITS_PAIRS = "97530"
"""Of this code the extracts hold every pair; of the others, their pairs with one another."""
REASONS = Path(__file__).with_name("cms_reasons.toml")
APART, UNKNOWN = "does not apply", "no data"
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the program and a file say differently; ``other`` is empty for one code."""

    kind: str
    setting: str
    one: str
    other: str
    ours: str
    theirs: str
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why differences of a kind are no mistakes; its texts are patterns as of file names."""

    why: str
    where: Mapping[str, Sequence[str]]

    def explains(self, found: Difference) -> bool:
        """Say whether every pattern fits; the codes may stand in either order."""
        fits = all(
            any(fnmatchcase(getattr(found, key), p) for p in self.where.get(key, ["*"]))
            for key in ("kind", "setting", "ours", "theirs")
        )
        days = self.where.get("days", ["*"])
        fits = fits and all(any(fnmatchcase(day, p) for p in days) for day in found.days)
        one, other = self.where.get("one", ["*"]), self.where.get("other", ["*"])
        return fits and (
            (_any(found.one, one) and _any(found.other, other))
            or (_any(found.other, one) and _any(found.one, other))
        )


# ---------------------------------------------------------------- one function a file


def pair_differences(folder: Path) -> Iterator[Difference]:
    """Compare every two codes that the extracts tell of, in both settings, on each of the days."""
    for setting, called in SETTINGS.items():
        rows: dict[frozenset[str], list[dict[str, str]]] = defaultdict(list)
        for row in _rows(folder / f"ncci_rehab_2024Q3_{setting}.csv"):
            rows[frozenset((row["column1"], row["column2"]))].append(row)
        listed = {row["hcpcs"] for row in _rows(folder / "mue_rehab_2024Q3.csv")}
        tables = {day: demands_for("medicare", day, called).pairs for day in DAYS}
        for one, other in _told_of(rows, listed):
            yield from _two(setting, one, other, rows[frozenset((one, other))], tables)


def mue_differences(folder: Path) -> Iterator[Difference]:
    """Compare the most units of every code in both settings."""
    for setting, called in SETTINGS.items():
        codes = demands_for("medicare", EDITION, called).codes
        theirs = {
            row["hcpcs"]: row["mue"]
            for row in _rows(folder / "mue_rehab_2024Q3.csv")
            if row["setting"].endswith(setting)
        }
        for code in sorted({*theirs, *codes}):
            most = codes[code].max_units if code in codes else None
            ours = "not held" if most is None else f"{most} units"
            given = f"{theirs[code]} units" if code in theirs else "not in the file"
            if ours != given and (ours, given) != ("not held", "not in the file"):
                yield Difference("mue", setting, code, "", ours, given)


CHECKS = (pair_differences, mue_differences)
"""A further file (the fee schedule's) gets a function of its own, here."""


# ---------------------------------------------------------------- pairs


def _told_of(rows: Iterable[frozenset[str]], listed: set[str]) -> list[tuple[str, str]]:
    known = list(rows)
    family = {code for two in known if ALL_OF_ITS_PAIRS not in two for code in two}
    partners = {code for two in known if ALL_OF_ITS_PAIRS in two for code in two} | listed | family
    pairs = {*combinations(sorted(family - {ALL_OF_ITS_PAIRS}), 2)}
    return sorted(pairs | {(ALL_OF_ITS_PAIRS, code) for code in partners - {ALL_OF_ITS_PAIRS}})


def _two(
    setting: str,
    one: str,
    other: str,
    rows: Sequence[Mapping[str, str]],
    tables: Mapping[str, PairTable],
) -> Iterator[Difference]:
    """Yield what differs of two codes, days on which the same differs taken together."""
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for day, table in tables.items():
        ours, said = _ours(table, one, other), _theirs(rows, day)
        theirs = said if _certain(rows, day) else _doubtful(ours, said)
        if ours != theirs:
            days[ours, theirs].append(day)
    for (ours, theirs), on in days.items():
        yield Difference("pair", setting, one, other, ours, theirs, tuple(on))


def _ours(table: PairTable, one: str, other: str) -> str:
    answer = table.answer(one, other)
    if answer.pair is not None:
        return _in_words(answer.pair)
    return APART if answer.state is PairState.DOES_NOT_APPLY else UNKNOWN


def _standing(rows: Sequence[Mapping[str, str]], day: str) -> list[Mapping[str, str]]:
    """Return the edits that a file does not call ended by a day.

    Rows of indicator 9 were deleted back to their first day. A deletion day is the last on which
    the edit stands.
    """
    return [
        row
        for row in rows
        if row["modifier_indicator"] != "9" and day <= (row["deletion_date"] or day)
    ]


def _certain(rows: Sequence[Mapping[str, str]], day: str) -> bool:
    """Say whether a file settles a day: it tells the last day of an edit, but not the first."""
    standing = _standing(rows, day)
    return day >= EDITION or not standing or any(r["deletion_date"] == day for r in standing)


def _theirs(rows: Sequence[Mapping[str, str]], day: str) -> str:
    said = {
        _in_words(CodePair(r["column1"], r["column2"], r["modifier_indicator"] == "1"))
        for r in _standing(rows, day)
    }
    return " or ".join(sorted(said)) or APART


def _doubtful(ours: str, said: str) -> str:
    """Return what a file leaves open, in words: no difference where we say nothing either."""
    if ours == UNKNOWN:
        return ours
    fits = ours == APART or ours in said.split(" or ")
    return f"{'perhaps' if fits else 'another edit'}: {said}"


def _in_words(pair: CodePair) -> str:
    return f"{pair.second} denied, {'modifier allowed' if pair.modifier_allowed else 'always'}"


# ---------------------------------------------------------------- reasons and the table


def read_reasons(file: Path) -> tuple[Reason, ...]:
    """Read the reasons that are given for differences."""
    given = tomllib.loads(file.read_text(encoding="utf-8"))["reason"]
    return tuple(Reason(r["why"], {k: v for k, v in r.items() if k != "why"}) for r in given)


def report(found: Iterable[Difference], reasons: Sequence[Reason], *, brief: bool) -> int:
    """Print the differences under their reasons; return how many have none, and idle reasons."""
    by_reason: dict[str, list[Difference]] = {r.why: [] for r in reasons}
    bare: list[Difference] = []
    for difference in found:
        reason = next((r for r in reasons if r.explains(difference)), None)
        (by_reason[reason.why] if reason else bare).append(difference)
    for why, differences in by_reason.items():
        _print_group(f"{len(differences)} explained: {why}", [] if brief else differences)
    _print_group(f"{len(bare)} NOT EXPLAINED", bare)
    idle = [why for why, differences in by_reason.items() if not differences]
    total = sum(map(len, by_reason.values())) + len(bare)
    print(f"\n{total} differences, {len(bare)} not explained; {len(idle)} idle reasons")
    return len(bare) + len(idle)


def _print_group(title: str, differences: Sequence[Difference]) -> None:
    print(f"\n{textwrap.fill(title, WIDTH, subsequent_indent='  ')}")
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for d in differences:
        days = f"{d.days[0]} to {d.days[-1]}" if len(d.days) > 1 else "".join(d.days)
        places[d.kind, days, d.one, d.other, d.ours, d.theirs].append(d.setting)
    lines: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (kind, days, one, other, ours, theirs), settings in places.items():
        texts = (t.replace(other or one, "*") for t in (ours, theirs))
        where = "both" if settings == list(SETTINGS) else settings[0]
        lines[kind, where, days, one, *texts].append(other)
    for (kind, where, days, one, ours, theirs), others in sorted(lines.items()):
        print(f"  {kind:4} {where:12} {days:24} {one} | ours: {ours} | theirs: {theirs}")
        if codes := " ".join(filter(None, others)):
            print(textwrap.indent(textwrap.fill(f"* {codes}", WIDTH), " " * 8))


def _any(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text, p) for p in patterns)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(folder: Path, *, brief: bool) -> int:
    """Run every check on a folder of extracts."""
    found = [difference for check in CHECKS for difference in check(folder)]
    return 1 if report(found, read_reasons(REASONS), brief=brief) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), brief="--brief" in sys.argv[2:]))
