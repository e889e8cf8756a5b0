"""Counts come out as Prometheus reads them."""

import re

from auditor.service.metrics import Metrics

LINE = re.compile(
    r'(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"\\\n]*",?)+\})? [0-9.e+-]+|)', re.ASCII
)


def test_every_line_is_one_of_the_format():
    metrics = Metrics()
    metrics.count("auditor_requests_total", route="/audit", status="200")
    metrics.count("auditor_requests_total", route="/audit", status="200")
    for seconds in (0.004, 0.2, 99.0):
        metrics.time("/audit", seconds)
    text = metrics.text(waiting=3)
    assert all(LINE.fullmatch(line) for line in text.split("\n")), text
    assert 'auditor_requests_total{route="/audit",status="200"} 2\n' in text
    assert "auditor_waiting 3\n" in text


def test_buckets_hold_all_that_came_below_them():
    metrics = Metrics()
    for seconds in (0.004, 0.2, 99.0):
        metrics.time("/audit", seconds)
    text = metrics.text()
    counts = [int(n) for n in re.findall(r'_bucket\{route="/audit",le=".*?"\} (\d+)', text)]
    assert counts == sorted(counts)
    assert counts[0] == 1
    assert counts[-2:] == [2, 3]
    assert 'auditor_request_seconds_count{route="/audit"} 3' in text
    assert 'auditor_request_seconds_sum{route="/audit"} 99.204000' in text
