"""What the service counts, in the text format that Prometheus reads; no id, no word of a note."""

from collections import Counter
from collections.abc import Iterator

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
BEYOND = float("inf")
COUNTERS = {
    "auditor_requests_total": "Requests answered, by route and status.",
    "auditor_decisions_total": "Notes judged, by what becomes of them.",
    "auditor_findings_total": "Findings, by rule.",
    "auditor_feedback_total": "What users did with cards, by outcome and reason.",
}
SECONDS = "auditor_request_seconds"


class Metrics:
    """Counts since the service was started; lives in one event loop."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._durations: dict[str, Counter[float]] = {}
        self._seconds: dict[str, float] = {}
        self.in_flight = 0

    def count(self, name: str, **labels: str) -> None:
        """Count one of ``COUNTERS``."""
        self._counts[name, _labels(labels)] += 1

    def time(self, route: str, seconds: float) -> None:
        """Add the time one request took."""
        within = next((bound for bound in BUCKETS if seconds <= bound), BEYOND)
        self._durations.setdefault(route, Counter())[within] += 1
        self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, **gauges: float) -> str:
        """Write all counts, and gauges by their names without ``auditor_``."""
        lines = [*self._counter_lines(), *self._duration_lines()]
        for name, value in {"in_flight": self.in_flight, **gauges}.items():
            lines += [f"# TYPE auditor_{name} gauge", f"auditor_{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _counter_lines(self) -> Iterator[str]:
        for name, help_text in COUNTERS.items():
            yield f"# HELP {name} {help_text}"
            yield f"# TYPE {name} counter"
            for (counted, labels), count in sorted(self._counts.items()):
                if counted == name:
                    yield f"{name}{{{labels}}} {count}"

    def _duration_lines(self) -> Iterator[str]:
        yield f"# HELP {SECONDS} Seconds from a request's head to the end of its answer."
        yield f"# TYPE {SECONDS} histogram"
        for route, within in sorted(self._durations.items()):
            label, total = _labels({"route": route}), 0
            for bound in (*BUCKETS, BEYOND):
                total += within[bound]
                le = "+Inf" if bound == BEYOND else f"{bound:g}"
                yield f'{SECONDS}_bucket{{{label},le="{le}"}} {total}'
            yield f"{SECONDS}_sum{{{label}}} {self._seconds[route]:.6f}"
            yield f"{SECONDS}_count{{{label}}} {total}"


def _labels(labels: dict[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in labels.items())
