"""Fixtures of the tests of reading."""

import pytest

from auditor.model import TimeKind

CLOCKED = (TimeKind.START, TimeKind.STOP)


@pytest.fixture(scope="session")
def read_times(found_in):
    def read(text):
        return [
            (
                t.span.of(text),
                t.kind.value,
                t.clock if t.kind in CLOCKED else t.minutes,
                t.code,
            )
            for t in found_in(text, "time")
        ]

    return read
