"""837P: the service lines of claims, whatever parts them, and what is wrong with them."""

import pytest

from auditor.ingest import Refused
from auditor.model import ClaimLine, ServiceLine
from ingest.claim_files.reading import claims_of, lines_of, messages_of
from ingest.claim_files.writing import BILLING_NPI, Claim, Line, Marks, professional

LINE = Line("97530", 2, ("GP",))


def read(folder, *lines, **claim):
    return claims_of(folder, professional([Claim("A1", lines or (LINE,), **claim)]))


def service_of(folder, line, **claim):
    (found,) = read(folder, line, **claim)
    return found.service


def test_a_line_has_all_that_the_claim_says_of_it(tmp_path):
    line = Line("97530", 2, ("GP", "59", "KX", "CQ"), rendering="1444", line_id="L-7")
    line = Line(**{**vars_of(line), "diagnoses": ("M54.50", "R26.2")})
    found = read(tmp_path, line, member="M-1", record="R-1", payer="PAYER B")
    assert found == [
        ClaimLine(
            claim_id="A1",
            line_id="L-7",
            service=ServiceLine(
                code="97530",
                units=2,
                modifiers=("GP", "59", "KX", "CQ"),
                date_of_service="2026-03-04",
                clinician="1444",
                diagnoses=("M54.50", "R26.2"),
            ),
            source="a:segment 24",
            patients=("A1", "R-1", "M-1"),
            payer="PAYER B",
        )
    ]


def vars_of(line):
    return {name: getattr(line, name) for name in Line.__dataclass_fields__}


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param(Marks(), id="usual"),
        pytest.param(Marks(after=""), id="no-line-breaks"),
        pytest.param(Marks(after="\r\n"), id="windows-line-breaks"),
        pytest.param(Marks(terminator="\n", after=""), id="line-break-ends-segment"),
        pytest.param(Marks(terminator="\r", after="\n"), id="carriage-return-ends-segment"),
        pytest.param(Marks("|", "^", "&", "'", ""), id="bars"),
        pytest.param(Marks("^", "*", "~", ":", "\n"), id="usual-ones-in-other-roles"),
        pytest.param(Marks("\x1d", "\x1f", "\x1e", "\x1c", ""), id="control-characters"),
        pytest.param(Marks("*", ">", "{", "~~", ""), id="empty-segments-between"),
    ],
)
def test_any_delimiters_are_told_by_the_head(tmp_path, marks):
    line = Line("97530", 2, ("GP", "59"), diagnoses=("M54.50", "R26.2"))
    claim = Claim("A1", (line, LINE), member="M-1")
    items = claims_of(tmp_path, professional([claim], marks))
    assert [item.service for item in items] == [
        ServiceLine(
            "97530", 2, ("GP", "59"), "2026-03-04", BILLING_NPI, diagnoses=("M54.50", "R26.2")
        ),
        ServiceLine("97530", 2, ("GP",), "2026-03-04", BILLING_NPI, diagnoses=()),
    ]


@pytest.mark.parametrize("padded", [True, False])
def test_the_head_may_be_written_without_padding(tmp_path, padded):
    raw = professional([Claim("A1", (LINE,))])
    if not padded:
        raw = raw.replace(b" " * 10, b"").replace(b"SENDER A       ", b"S")
    assert len(lines_of(claims_of(tmp_path, raw))) == 1


def test_whose_line_it_is_goes_from_line_to_claim_to_billing_provider(tmp_path):
    own, plain = Line("97530", rendering="1444"), Line("97530")
    assert service_of(tmp_path, own, rendering="1555").clinician == "1444"
    assert service_of(tmp_path, plain, rendering="1555").clinician == "1555"
    assert service_of(tmp_path, plain).clinician == BILLING_NPI


def test_a_subscribers_number_is_not_the_patients(tmp_path):
    (line,) = read(tmp_path, member="M-1", dependent=True)
    assert line.patients == ("A1",)


def test_a_dependents_own_number_is_the_patients(tmp_path):
    raw = professional([Claim("A1", (LINE,), "M-1", dependent=True)])
    raw = raw.replace(b"NM1*QC*1*PATIENT A*FIRST", b"NM1*QC*1*PATIENT A*FIRST****MI*D-1")
    (line,) = claims_of(tmp_path, raw)
    assert line.patients == ("A1", "D-1")


def test_a_range_without_its_end_is_refused(tmp_path):
    raw = professional([Claim("A1", (LINE, LINE))])
    raw = raw.replace(b"DTP*472*D8*20260304", b"DTP*472*RD8*20260304", 1)
    items = claims_of(tmp_path, raw)
    assert len(lines_of(items)) == 1
    assert "DTP*472 holds no date" in messages_of(items)[0]


def test_another_payers_numbers_are_not_the_patients(tmp_path):
    (line,) = read(tmp_path, member="M-1")
    assert line.patients == ("A1", "M-1")
    assert line.payer == "PAYER A"


def test_what_one_claim_says_does_not_pass_to_the_next(tmp_path):
    first = Claim("A1", (LINE,), "M-1", "R-1", "PAYER B", rendering="1555")
    second = Claim("A2", (LINE,), dependent=True)
    items = claims_of(tmp_path, professional([first, second]))
    assert items[1].patients == ("A2",)
    assert items[1].payer == "PAYER A"
    assert items[1].service.clinician == BILLING_NPI


def test_lines_without_a_number_of_their_own_are_counted(tmp_path):
    assert [line.line_id for line in read(tmp_path, LINE, LINE)] == ["1", "2"]


def test_a_replacement_says_so(tmp_path):
    assert [line.replaces for line in read(tmp_path, frequency="7")] == [True]
    assert [line.replaces for line in read(tmp_path, frequency="1")] == [False]


def test_a_void_claim_bills_nothing_and_is_told(tmp_path):
    void = Claim("A1", (LINE, LINE), frequency="8")
    items = claims_of(tmp_path, professional([void, Claim("A2", (LINE,))]))
    (message,) = messages_of(items)
    assert message == (
        "a:segment 17: this claim voids an earlier one (frequency 8); its lines bill nothing"
    )
    found = [(line.claim_id, line.voids) for line in lines_of(items)]
    assert found == [("A1", True), ("A1", True), ("A2", False)]


def test_a_claim_without_lines_is_told(tmp_path):
    items = claims_of(tmp_path, professional([Claim("A1", ()), Claim("A2", (LINE,))]))
    assert messages_of(items) == ["a:segment 17: the claim holds no service lines (LX, SV1)"]
    assert [line.claim_id for line in lines_of(items)] == ["A2"]


PASSES = {
    "unknown-code": (Line("9753X"), {"code": "9753X"}),
    "small-letters": (Line("g0283", 1, ("gp",)), {"code": "G0283", "modifiers": ("GP",)}),
    "long-ago": (Line("97530", day="2018-01-02"), {"date_of_service": "2018-01-02"}),
    "years-ahead": (Line("97530", day="2031-01-02"), {"date_of_service": "2031-01-02"}),
    "no-units-billed": (Line("97530", 0), {"units": 0}),
    "units-with-a-point": (Line("97530", "2.0"), {"units": 2}),
    "range-of-one-day": (
        Line("97530", last_day="2026-03-04"),
        {"date_of_service": "2026-03-04"},
    ),
    "same-modifier-twice": (Line("97530", 1, ("GP", "GP")), {"modifiers": ("GP", "GP")}),
}


@pytest.mark.parametrize(("line", "expected"), PASSES.values(), ids=PASSES)
def test_what_rules_judge_passes(tmp_path, line, expected):
    service = service_of(tmp_path, line)
    assert {name: getattr(service, name) for name in expected} == expected


def test_duplicate_lines_pass(tmp_path):
    assert len(lines_of(read(tmp_path, LINE, LINE))) == 2


REFUSED = {
    "negative": (Line("97530", -1), "the units in SV104 are negative"),
    "fraction": (Line("97530", "1.5"), "the units in SV104 are a fraction"),
    "absurd": (Line("97530", 1000), "the units in SV104 are over 999"),
    "absent-units": (Line("97530", ""), "there are no units in SV104"),
    "words-for-units": (Line("97530", "two"), "SV104 holds no number"),
    "minutes": (Line("97530", 30, basis="MJ"), "the line counts minutes (MJ)"),
    "no-basis": (Line("97530", basis=""), "SV103 does not say that units (UN) are counted"),
    "no-code": (Line(""), "there is no procedure code in SV101"),
    "words-for-a-code": (Line("97530 THERAPY"), "SV101 holds no procedure code"),
    "long-modifier": (Line("97530", 1, ("GPX",)), "SV101 holds a modifier"),
    "no-date": (Line("97530", day=""), "there is no date of service in DTP*472"),
    "no-day-of-the-calendar": (Line("97530", day="2026-02-31"), "DTP*472 holds no date"),
    "several-days": (Line("97530", last_day="2026-03-06"), "the line spans several days"),
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_line_that_cannot_be_told_is_refused_and_the_rest_is_read(tmp_path, line, reason):
    items = read(tmp_path, LINE, line, LINE)
    assert [type(item) for item in items] == [ClaimLine, Refused, ClaimLine]
    assert items[1].message.startswith(f"{items[1].source}: {reason}")
    assert items[1].source == "a:segment 25"
    assert "\n" not in items[1].message


def changed(old, new):
    raw = professional([Claim("A1", (LINE, LINE))])
    assert old in raw
    return raw.replace(old, new, 1)


def test_a_line_without_its_service_is_refused(tmp_path):
    items = claims_of(tmp_path, changed(b"SV1*HC:97530:GP*60*UN*2~", b"PWK*OZ*BM~"))
    assert messages_of(items) == [
        "a:segment 22: the line holds no services (SV1); each line has one"
    ]


def test_a_line_with_two_services_is_refused(tmp_path):
    service = b"SV1*HC:97530:GP*60*UN*2~"
    items = claims_of(tmp_path, changed(service, service * 2))
    assert "the line holds 2 services (SV1)" in messages_of(items)[0]


@pytest.mark.parametrize(("name", "kind"), [(b"SV2", "institutional"), (b"SV3", "dental")])
def test_lines_of_other_kinds_of_claims_are_named(tmp_path, name, kind):
    items = claims_of(tmp_path, changed(b"SV1", name))
    assert f"{kind} line; only professional ones (SV1) are read" in messages_of(items)[0]


def test_a_pointer_to_no_diagnosis_gives_none(tmp_path):
    line = Line("97530", diagnoses=("M54.50",))
    raw = professional([Claim("A1", (line,))]).replace(b"UN*1***1~", b"UN*1***1:9:X~")
    (found,) = claims_of(tmp_path, raw)
    assert found.service.diagnoses == ("M54.50",)


def test_lines_under_a_claim_that_cannot_be_read_are_told(tmp_path):
    raw = changed(b"CLM*A1*", b"CLM*" + b"A" * 300 + b"*")
    items = claims_of(tmp_path, raw)
    assert not lines_of(items)
    assert "the claim's lines are not read" in messages_of(items)[0]
    assert "no claim that could be read" in messages_of(items)[1]
