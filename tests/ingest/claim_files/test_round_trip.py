"""Whatever claims are written, in any format, the same lines are read."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.model import ServiceLine
from ingest.claim_files.reading import claims_of
from ingest.claim_files.writing import BILLING_NPI, Claim, Line, Marks, fhir, professional, table

WORDS = st.text("ABCXYZ0189-", min_size=1, max_size=12).filter(lambda w: w.strip("-"))
CODES = st.sampled_from(["97530", "97110", "97112", "97140", "G0283", "0552T", "98975"])
MODIFIERS = st.lists(
    st.sampled_from(["GP", "GO", "CQ", "CO", "KX", "59", "XP"]), max_size=4, unique=True
)
DIAGNOSES = st.lists(
    st.sampled_from(["M54.50", "R26.2", "Z74.1", "M25", "S72.001D", "I69.351"]),
    max_size=4,
    unique=True,
)
DAYS = st.dates(date(2018, 1, 1), date(2031, 12, 31)).map(date.isoformat)
LINES = st.builds(
    Line,
    code=CODES,
    units=st.integers(0, 999),
    modifiers=MODIFIERS.map(tuple),
    day=DAYS,
    rendering=st.sampled_from(["", "1444", "1555"]),
    diagnoses=DIAGNOSES.map(tuple),
)
CLAIMS = st.builds(
    Claim,
    account=WORDS,
    lines=st.lists(LINES, min_size=1, max_size=4).map(tuple),
    member=st.one_of(st.just(""), WORDS),
    record=st.one_of(st.just(""), WORDS),
    rendering=st.sampled_from(["", "1666"]),
    dependent=st.booleans(),
)
MARKS = st.sampled_from(
    [Marks(), Marks("|", ">", "^", "\n", ""), Marks("\x1d", "\x1f", "\x1e", "\x1c", "\r\n")]
)
FIXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def service(line, claim):
    return ServiceLine(
        code=line.code,
        units=line.units,
        modifiers=line.modifiers,
        date_of_service=line.day,
        clinician=line.rendering or claim.rendering or BILLING_NPI,
        diagnoses=line.diagnoses,
    )


def expected(claims):
    return [
        (claim.account, str(index), service(line, claim))
        for claim in claims
        for index, line in enumerate(claim.lines, start=1)
    ]


def found(items):
    return [(item.claim_id, item.line_id, item.service) for item in items]


@FIXED
@given(claims=st.lists(CLAIMS, min_size=1, max_size=4), marks=MARKS)
def test_837(tmp_path, claims, marks):
    items = claims_of(tmp_path, professional(claims, marks))
    assert found(items) == expected(claims)
    for item, claim in zip(items, (c for c in claims for _ in c.lines), strict=True):
        member = "" if claim.dependent else claim.member
        given_ = (claim.account, claim.record, member)
        assert item.patients == tuple(dict.fromkeys(filter(None, given_)))


@FIXED
@given(claims=st.lists(CLAIMS, min_size=1, max_size=4), delimiter=st.sampled_from(",;\t|"))
def test_csv(tmp_path, claims, delimiter):
    assert found(claims_of(tmp_path, table(claims, delimiter))) == expected(claims)


@FIXED
@given(claims=st.lists(CLAIMS, min_size=1, max_size=4))
def test_fhir(tmp_path, claims):
    written = "\n".join(json.dumps(fhir(claim)) for claim in claims)
    assert found(claims_of(tmp_path, written)) == expected(claims)
