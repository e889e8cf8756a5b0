"""What a journal comes to: verdicts by day or week, rules, times, reasons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditor.gate.decision import Decision
from auditor.gate.journal import Entry, Event

VERDICTS = frozenset({Event.JUDGED, Event.FAILED, Event.RECOVERED})
"""Events that tell a note's verdict."""
MEDIAN, NEARLY_ALL = 50, 95


@dataclass(slots=True)
class Counts:
    """Verdicts of some time. In shadow all is released; ``would_hold`` says what it would be."""

    notes: int = 0
    released: int = 0
    held: int = 0
    not_judged: int = 0
    """Whatever became of them then."""
    shadow: int = 0
    would_hold: int = 0
    milliseconds: list[int] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Count one verdict."""
        self.notes += 1
        self.released += entry.decision == Decision.RELEASE
        self.held += entry.decision == Decision.HOLD
        self.not_judged += entry.judged == Decision.NOT_JUDGED
        self.shadow += entry.shadow
        self.would_hold += entry.shadow and entry.judged == Decision.HOLD
        if entry.milliseconds is not None:
            self.milliseconds.append(entry.milliseconds)

    def share_held(self) -> float | None:
        """Held of those that were not judged in shadow; ``None`` where there are none."""
        return _share(self.held, self.notes - self.shadow)

    def values(self) -> dict[str, Any]:
        """The figures as JSON values."""
        return {
            "notes": self.notes,
            "released": self.released,
            "held": self.held,
            "not_judged": self.not_judged,
            "share_held": self.share_held(),
            "shadow": self.shadow,
            "would_hold": self.would_hold,
            "share_would_hold": _share(self.would_hold, self.shadow),
            "milliseconds": {
                "p50": percentile(self.milliseconds, MEDIAN),
                "p95": percentile(self.milliseconds, NEARLY_ALL),
            },
        }


@dataclass(slots=True)
class Stats:
    """A journal's figures."""

    total: Counts = field(default_factory=Counts)
    periods: dict[str, Counts] = field(default_factory=dict)
    """By the ISO day on which each begins; days are those of UTC."""
    events: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    """Notes that each rule holds, or would in shadow."""
    excused: Counter[str] = field(default_factory=Counter)
    why_not_judged: Counter[str] = field(default_factory=Counter)
    releases: Counter[str] = field(default_factory=Counter)
    """What people let go, by the code of the reason."""

    def values(self) -> dict[str, Any]:
        """The figures as JSON values, what is most common first."""
        return {
            **self.total.values(),
            "events": {event.value: self.events[event.value] for event in Event},
            "periods": [
                {"from": day, **self.periods[day].values()} for day in sorted(self.periods)
            ],
            "rules": _ranked("rule", self.rules),
            "excused": _ranked("rule", self.excused),
            "why_not_judged": _ranked("why", self.why_not_judged),
            "releases": _ranked("reason", self.releases),
        }


def stats_of(entries: Iterable[Entry], *, by_week: bool) -> Stats:
    """Count entries, by day or by week (from Monday)."""
    stats = Stats()
    for entry in entries:
        stats.events[entry.event.value] += 1
        if entry.event is Event.RELEASED:
            stats.releases[entry.reason or ""] += 1
        elif entry.event in VERDICTS:
            stats.total.add(entry)
            stats.periods.setdefault(_period(entry.time, by_week=by_week), Counts()).add(entry)
            stats.rules.update(entry.rules)
            stats.excused.update(entry.excused)
            if entry.judged == Decision.NOT_JUDGED:
                stats.why_not_judged[entry.why or ""] += 1
    return stats


def percentile(values: Iterable[int], per_cent: int) -> int | None:
    """The smallest of the values that so many per cent of them do not exceed; ``None`` of none."""
    ordered = sorted(values)
    return ordered[-(-len(ordered) * per_cent // 100) - 1] if ordered else None


def ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """The most common first, those as common by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _ranked(name: str, counts: Counter[str]) -> list[dict[str, Any]]:
    return [{name: key, "notes": count} for key, count in ranked(counts)]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _period(time: str, *, by_week: bool) -> str:
    try:
        day = date.fromisoformat(time[:10])
    except ValueError:
        return ""
    return (day - timedelta(days=day.weekday() if by_week else 0)).isoformat()
