"""Visits of every shape: rules, units and records are tried on them without reading a note."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from auditor.billing import packs
from auditor.elements import elements_of
from auditor.engine import units_of
from auditor.model import (
    ELEMENTS,
    Activity,
    Allowed,
    Assist,
    AssistLevel,
    CodeMention,
    Element,
    ElementStatus,
    Goal,
    Label,
    Note,
    Section,
    ServiceLine,
    Signature,
    Span,
    Statement,
    StatementKind,
    Status,
    Time,
    TimeKind,
    Visit,
    When,
)

CODES = ("97530", "97110", "97112", "97116", "97140", "97535", "97542", "97150", "97113", "97750")
CODES += ("97161", "97165", "97164", "97035", "97010", "97014", "G0283", "99999", "A4556")
CODES += ("97129", "97130", "97162", "97001", "98984")
MODIFIERS = ("GP", "GO", "GN", "KX", "CQ", "CO", "59", "XS", "XU", "GA", "GY")
MODIFIERS += ("GX", "GZ", "96", "97", "25", "76", "ZZ")
PAYERS = (None, "medicare", "aetna", "commercial", "workers-comp")
CREDENTIALS = (None, "PT", "PTA", "OTR", "OTR/L", "COTA", "COTA/L", "CCC-SLP", "SPT", "ATC")
SECTIONS = ("body", "subjective", "objective", "intervention", "assessment", "goals", "plan")
WORDS = (
    "97530 x 22 min",
    "97110",
    "sit<>stand",
    "CGA",
    "DOS 3/4/26",
    "to rise from toilet",
    "Total treatment time: 38 min",
    "\n",
    "\r\n",
    "LAQ 3x10",
    "Plan: cont 2x/wk",
    "1:1",
    "é → ½ 𝄞",
    "J. Doe, PTA",
    " ",
)

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.text(max_size=120),
)
days = st.dates(date(2019, 1, 1), date(2031, 12, 31)).map(date.isoformat)
maybe_days = st.none() | days
codes = st.sampled_from(CODES)
modifiers = st.lists(st.sampled_from(MODIFIERS), max_size=3).map(tuple)
lines = st.builds(
    ServiceLine,
    code=codes,
    units=st.integers(0, 12) | st.integers(0, 999),
    modifiers=modifiers,
    date_of_service=maybe_days,
    clinician=st.sampled_from((None, "A", "B")),
    diagnoses=st.sampled_from((None, (), ("M17.11",))),
)
amounts = st.builds(
    Allowed, discipline=st.sampled_from(("PT", "OT", "SLP")), dollars=st.floats(0, 9999)
)
clocks = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))


@st.composite
def spans_in(draw, text, *, least=0):
    """A place inside a text; of at least ``least`` characters where the text has as many."""
    start = draw(st.integers(0, max(0, len(text) - least)))
    return Span(start, draw(st.integers(min(len(text), start + least), len(text))))


def _several(values, most=4):
    return st.lists(values, max_size=most).map(tuple)


def _times(spans):
    maybe_code = st.none() | codes
    clocked = st.sampled_from([TimeKind.START, TimeKind.STOP])
    counted = st.sampled_from([TimeKind.DURATION, TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT])
    return st.builds(Time, spans, clocked, clock=clocks, code=maybe_code) | st.builds(
        Time, spans, counted, minutes=st.integers(0, 300), code=maybe_code
    )


def _activities(spans):
    return st.builds(
        Activity,
        span=spans,
        label=st.sampled_from(Label),
        probability=st.floats(0, 1),
        status=st.sampled_from(Status),
        because=st.sampled_from([(), ("sit<>stand",)]),
        code=st.none() | codes,
        minutes=st.none() | st.integers(0, 120),
        assistance=_several(st.sampled_from(AssistLevel), 2),
        purpose=st.none() | spans,
    )


def _mentions(spans):
    return st.builds(
        CodeMention, spans, codes, units=st.none() | st.integers(0, 8), modifiers=modifiers
    )


def _elements(spans):
    one = st.builds(
        Element,
        st.sampled_from(ElementStatus),
        evidence=_several(spans, 2),
        looked_in=_several(st.sampled_from(SECTIONS), 2),
    )
    return st.fixed_dictionaries(dict.fromkeys(ELEMENTS, one))


@st.composite
def notes(draw, text=None):
    """A note with anything the input may say about it."""
    return Note(
        note_id=draw(st.sampled_from(["N-1", "notes.jsonl:3"])),
        text=draw(texts) if text is None else text,
        source="notes.jsonl",
        discipline=draw(st.sampled_from([None, "PT", "OT", "SLP"])),
        payer=draw(st.sampled_from(PAYERS)),
        clinician=draw(st.sampled_from([None, "J. Doe"])),
        date_of_service=draw(maybe_days),
        claim=draw(_several(lines)),
        allowed=draw(_several(amounts, 3)),
    )


@st.composite
def visits(draw):
    """A visit with facts at any places of any text, with or without demands, elements and units.

    Elements are those the facts show, or any; units those the minutes support, or none.
    """
    note = draw(notes())
    spans = spans_in(note.text)
    visit = Visit(
        note=note,
        discipline=draw(st.none() | st.just(note.discipline)),
        kind=draw(st.sampled_from([None, "daily", "progress", "evaluation", "discharge"])),
        payer_named=draw(st.sampled_from([None, "Medicare", "Acme Mutual"])),
        date_of_service=note.date_of_service or draw(maybe_days),
        dates=draw(_several(spans, 2)),
        dates_compete=draw(st.booleans()),
        signatures=draw(
            _several(
                st.builds(Signature, spans, st.sampled_from(CREDENTIALS), named=st.booleans()), 2
            )
        ),
        author_credential=draw(st.sampled_from(CREDENTIALS)),
        sections=draw(_several(st.builds(Section, spans, st.sampled_from(SECTIONS)))),
        code_mentions=draw(_several(_mentions(spans))),
        activities=draw(_several(_activities(spans), 5)),
        times=draw(_several(_times(spans), 6)),
        assistance=draw(
            _several(
                st.builds(
                    Assist,
                    spans,
                    st.sampled_from(AssistLevel),
                    st.sampled_from(When),
                    persons=st.none() | st.integers(1, 4),
                )
            )
        ),
        goals=draw(
            _several(
                st.builds(
                    Goal,
                    spans,
                    st.sampled_from([None, "short", "long"]),
                    measurable=st.booleans(),
                    functional=st.booleans(),
                    timeframe=st.booleans(),
                ),
                2,
            )
        ),
        statements=draw(
            _several(
                st.builds(Statement, spans, st.sampled_from(StatementKind), weak=st.booleans()), 5
            )
        ),
    )
    if draw(st.booleans()):
        visit = with_demands(visit, draw(st.sampled_from(PAYERS)))
    shown = st.just(elements_of(visit, {"97530", "97110"})) | _elements(spans) | st.just({})
    return replace(visit, elements=draw(shown))


def with_demands(visit, payer):
    """The visit with a payer's demands, and the units that payer's method gives its minutes."""
    demands = packs.demands_for(payer, visit.date_of_service)
    return replace(visit, demands=demands, units=units_of(visit, demands))
