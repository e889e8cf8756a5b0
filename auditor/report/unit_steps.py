"""How is it said, step by step, how minutes became units?"""

from collections.abc import Iterable, Iterator, Sequence

from auditor.billing.explained import CodeRow, Explained, next_in_line, span_of
from auditor.model.counting import LEAST_MINUTES, MEDICARE, MINUTES_PER_UNIT, MOST_LACKING
from auditor.record import units_json
from auditor.report.units import method_order, method_words, ways_words
from auditor.report.words import plural


def steps(day: Explained) -> Iterator[str]:
    """Say in sentences how the units of one discipline were found.

    First the timed codes by the payer's method, then every way that is equally right, the other
    method, and the codes that count no time.
    """
    if day.timed:
        yield from _pooled(day) if day.units.payer_method == MEDICARE else _alone(day)
        yield from _ties(day)
        yield _other_method(day)
    yield from _untimed(day)


def total(day: Explained) -> int:
    """Timed units by the payer's method."""
    return day.full + day.spare


def joined(words: Sequence[str], last: str = "and") -> str:
    """Write things one after the other: ``a, b and c``."""
    if len(words) < len(("one", "other")):
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _pooled(day: Explained) -> Iterator[str]:
    minutes, units = _sum(row.given.total for row in day.timed if row.given.total), total(day)
    if not units:
        yield f"{minutes} timed minutes make no unit: {LEAST_MINUTES} are the least."
        return
    least, most = span_of(units)
    spent = sum(row.given.total for row in day.timed)
    yield (
        f"{minutes} timed minutes make {plural(units, 'unit')}, as {least} to {most} minutes do: "
        f"({spent} + {MOST_LACKING}) / {MINUTES_PER_UNIT}, rounded down."
    )
    yield _full(day)
    if day.spare:
        yield from _given_out(day)


def _sum(minutes: Iterable[int]) -> str:
    parts = list(minutes)
    added = " + ".join(map(str, parts))
    return f"{added} = {sum(parts)}" if len(parts) > 1 else str(sum(parts))


def _full(day: Explained) -> str:
    full = [f"{row.code} {row.full}" for row in day.timed if row.full]
    if not full:
        return f"No code has whole {MINUTES_PER_UNIT} minutes."
    rest = "all of them" if not day.spare else f"{day.full} of them"
    return f"Whole fifteens take {rest}: {joined(full)}."


def _given_out(day: Explained) -> Iterator[str]:
    """Say who gets the units that whole fifteens leave, and who none."""
    line = next_in_line(day)
    tied = [row for row in line if row.code in day.sharing.tied and row.fewest != row.most]
    sure = [row for row in line if row.fewest == row.most and (row.most or 0) > row.full]
    out = [row for row in line if row.most == row.full]
    units = "1 is left and goes" if day.spare == 1 else f"{day.spare} are left and go one each"
    if sure:
        yield f"{units} to the most minutes left over: {joined([_left(row) for row in sure])}."
        units = "The other goes" if day.sharing.left == 1 else f"The other {day.sharing.left} go"
    if tied:
        codes = [row.code for row in tied]
        chosen = "any one" if day.sharing.left == 1 else f"any {day.sharing.left}"
        chosen = "either" if len(tied) == len(("one", "other")) else chosen
        yield (
            f"{units} to {chosen} of {joined(codes)}: each has {tied[0].left} minutes left. "
            "The clinician may choose; any choice is right."
        )
    if out:
        gets = "gets none; its" if len(out) == 1 else "get none; their"
        named = joined([f"{row.code} with {row.left} left" for row in out])
        yield f"{named} {gets} minutes stay in the note."


def _left(row: CodeRow) -> str:
    return f"{row.code} ({row.left})"


def _alone(day: Explained) -> Iterator[str]:
    """Say of each code what its own minutes come to."""
    for row in day.timed:
        if not row.most:
            yield f"{row.code}: {_minutes(row)} under {LEAST_MINUTES} and make no unit."
            continue
        if row.left >= LEAST_MINUTES:
            rest = f"{row.left} left over are {LEAST_MINUTES} or more and make one more"
        else:
            rest = f"{row.left} left over are under {LEAST_MINUTES} and make none"
        rest = f"; {rest}" if row.left else ""
        units = plural(row.most, "unit")
        yield f"{row.code}: {_minutes(row)} {row.full} x {MINUTES_PER_UNIT}{rest}: {units}."


def _minutes(row: CodeRow) -> str:
    return f"{row.given.total} minutes on their own are"


def _ties(day: Explained) -> Iterator[str]:
    values = units_json(day.units)
    count = values["methods"][day.units.payer_method]
    if count["ties"]:
        yield f"Equally right: {ways_words(count)}."


def _other_method(day: Explained) -> str:
    """Say what the other method gives, and which one the payer uses."""
    values = units_json(day.units)
    own, *others = method_order(values)
    counts = {name: values["methods"][name] for name in (own, *others)}
    other = others[0]
    how = "on the total" if other == MEDICARE else "each code on its own"
    ways = ways_words(counts[other])
    gives = plural(counts[other]["total"] or 0, "unit") + (f" ({ways})" if ways else "")
    same = counts[own] == counts[other]
    verdict = ", the same" if same else ""
    payer = day.demands.payer
    return (
        f"The {method_words(other)} ({how}) gives {gives}{verdict}. "
        f"{payer} counts by the {method_words(own)}."
    )


def _untimed(day: Explained) -> Iterator[str]:
    for row in day.rows:
        if row.counts:
            yield f"{row.code} counts {row.counts}: its units are not worked out here."
    plain = [row.code for row in day.rows if not row.timed and not row.counts]
    if plain:
        unit = "is one unit" if len(plain) == 1 else "are one unit each"
        its = "its" if len(plain) == 1 else "their"
        yield (
            f"{joined(plain)} {unit}, however long: {its} minutes count only in the total "
            f"treatment time, {day.pool.minutes} minutes."
        )
