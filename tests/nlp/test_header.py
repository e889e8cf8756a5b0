"""Who, when and what kind of note: dates of service, signatures, discipline, kind and payer."""

import pytest

from auditor.model import Signature
from auditor.nlp.fold import fold
from auditor.nlp.header import read_header
from auditor.nlp.signatures import find_signatures
from marked import read

BODY = "\n97530 x 22 min: car transfers, CGA.\nA: doing well.\nP: cont 2x/wk.\nx\ny\n"


@pytest.fixture(scope="session")
def header(found_in):
    def of(text):
        return read_header(fold(text), found_in(text, "section"))

    return of


DATES = {
    "dos": ("DOS: [[3/4/26]]", "2026-03-04"),
    "dos-long": ("DOS [[03/04/2026]]", "2026-03-04"),
    "iso": ("Date of service: [[2026-03-04]]", "2026-03-04"),
    "named": ("Date: [[March 4, 2026]]", "2026-03-04"),
    "named-short": ("Date: [[Mar 4]]", None),
    "day-first": ("Date: [[4-Mar-2026]]", "2026-03-04"),
    "hyphens": ("Visit date [[3-4-26]]", "2026-03-04"),
    "full-stops": ("[[03.04.2026]] PT daily note", "2026-03-04"),
    "behind-the-title": ("PT daily note [[3/4/26]]", "2026-03-04"),
    "seen": ("Seen [[3/4/26]]", "2026-03-04"),
    "todays": ("Today's date: [[3/4/26]]", "2026-03-04"),
    "weekday": ("Wed [[3/4/26]]", "2026-03-04"),
    "weekday-named": ("Thursday, [[March 5, 2026]]", "2026-03-05"),
    "no-year": ("DOS: [[3/4]]", None),
    "clock-behind": ("Date [[3/4/2026]] Time in 10:00", "2026-03-04"),
    "birth-beside": ("DOS [[3/4/26]]  DOB 1/2/1950", "2026-03-04"),
    "start-of-care-beside": ("SOC 1/5/26 DOS [[3/4/26]]", "2026-03-04"),
    "twice-the-same": ("DOS [[3/4/26]] Visit date [[3/4/2026]]", "2026-03-04"),
    "of-an-evaluation": ("Date of eval [[1/2/26]]", "2026-01-02"),
    "weekday-before": ("PT daily  Mon [[3/4/26]]", "2026-03-04"),
    "month-first-hyphens": ("Seating clinic  [[Mar-4-2026]]", "2026-03-04"),
    "dictated": ("Visit to Mrs. R on the [[fourth of March, twenty twenty six]].", "2026-03-04"),
    "dictated-month-first": ("Note for [[March fourth, two thousand twenty six]].", "2026-03-04"),
    "dictated-day-number": ("Report dictated [[twenty-six March 2026]]", "2026-03-26"),
    "dictated-no-year": ("This is the visit of [[March fourth]]", None),
    "blanks": ("[[3 4 26]] seen at home", "2026-03-04"),
    "blanks-labelled": ("Svc dt [[03 04 2026]]", "2026-03-04"),
    "of-its-own-evaluation": ("HH PT INITIAL EVAL - [[3/4/26]]", "2026-03-04"),
    "of-its-own-discharge": ("OT DISCHARGE  SOC 1/5/26  DC [[3/4/26]]", "2026-03-04"),
    # other dates
    "ordinal-without-month": ("the second may be harder", None),
    "doses": ("warm up 3 10 15 reps", None),
    "strength": ("hip strength 4/5 today", None),
    "birth": ("DOB 1/2/1950", None),
    "birth-spelt": ("date of birth: 1/2/50", None),
    "onset": ("Onset: 1/2/26", None),
    "surgery": ("s/p R TKA 2/4/26", None),
    "appointment": ("Next appt 3/6/26", None),
    "certification": ("Cert period 1/1/26-3/31/26", None),
    "pain-score": ("pain 3/10", None),
    "no-such-month": ("DOS: 13/45/26", None),
    "no-such-day": ("DOS: 2/30/26", None),
    "none": ("PT daily note", None),
}


@pytest.mark.parametrize(("marked", "iso"), DATES.values(), ids=DATES)
def test_the_date_of_service_is_told_from_other_dates(marked, iso, header):
    text, spans = read(marked + BODY)
    read_of = header(text)
    assert (read_of.dates, read_of.date_of_service, read_of.dates_compete) == (spans, iso, False)


def test_two_days_compete(header):
    text, spans = read(f"Date: [[3/4/26]]\nDate: [[3/5/26]]{BODY}")
    assert (header(text).dates, header(text).dates_compete) == (spans, True)


def test_a_date_beside_the_signature_counts_where_there_is_no_other(header):
    text, spans = read(f"PT daily note{BODY}J. Doe, PT [[3/4/26]]")
    assert header(text).dates == spans
    text, spans = read(f"DOS: [[3/3/26]]{BODY}J. Doe, PT 3/4/26")
    assert header(text).dates == spans


SIGNED = {
    "initial": ("[[J. Doe, PT]]", "PT"),
    "degree-behind": ("[[Jane Doe, PT, DPT]]", "PT"),
    "specialty-behind": ("[[Jane Doe, PT, DPT]], OCS", "PT"),
    "initials": ("[[J.D., PTA]]", "PTA"),
    "initials-joined": ("[[JD PTA]]", "PTA"),
    "small-letters": ("[[jane doe pta]]", "PTA"),
    "capitals": ("[[JANE DOE, PT]]", "PT"),
    "degree-alone": ("[[Jane Doe, DPT]] #12345", "PT"),
    "licence": ("[[Jane Doe PT]] (lic 123)", "PT"),
    "electronic": ("Electronically signed by: [[Jane Doe, OTR/L]]", "OTR/L"),
    "electronic-dated": (
        "Electronically signed by [[Jane Doe, OTR/L]] on 3/4/26 at 10:55",
        "OTR/L",
    ),
    "therapist": ("Therapist: [[J. Smith COTA/L]]", "COTA/L"),
    "slashes": ("/s/ [[Jane Doe PT]]", "PT"),
    "dash": ("-[[JD, OTR]]", "OTR"),
    "tilde": ("~[[JD, PTA]]", "PTA"),
    "joined": ("[[J.Doe,PT]]", "PT"),
    "apostrophe": ("[[K. O'Neil, PTA]]", "PTA"),
    "double-name": ("[[Mary-Ann Smith-Jones, PT]]", "PT"),
    "licensed-assistant": ("[[L. Chen LPTA]]", "PTA"),
    "master": ("[[B. Fox MOTR/L]]", "OTR/L"),
    "athletic-trainer": ("[[A. B. Cole, ATC]]", "ATC"),
    "spelt-out": ("[[Jane Doe, Physical Therapist]]", "PT"),
    "assistant-spelt-out": ("[[Jane Doe, Physical Therapist Assistant]]", "PTA"),
    "dated": ("Signed by [[J Doe PT]] 3/4/26", "PT"),
}
SIGNED |= {
    "behind-a-sentence": ("Cont POC. [[JR PTA]]", "PTA"),
    "end-of-a-run-on": ("then marched twice a day [[r diaz pta]]", "PTA"),
    "small-letters-two-credentials": ("[[t diaz dpt]] atc", "PT"),
    "letter-by-letter": ("Dictated by [[Jane Doe, P.T.]]", "PT"),
}
UNSIGNED = {
    "continue": "Continue PT 2x/wk",
    "skilled": "Cont skilled PT",
    "credential-alone": "PT",
    "no-more": "No follow up OT",
    "part-of-a-word": "Slept 5 hr",
    "name-alone": "Jane Doe",
    "prose": "Pt tolerated PT well",
    "blank-line": "_______ PT",
}


@pytest.mark.parametrize(("marked", "credential"), SIGNED.values(), ids=SIGNED)
def test_a_signature_is_a_name_with_a_credential(marked, credential, header):
    text, (span,) = read(BODY + marked)
    assert header(text).signatures == (Signature(span, credential, named=True),)
    assert header(text).author_credential == credential


@pytest.mark.parametrize("line", UNSIGNED.values(), ids=UNSIGNED)
def test_the_name_of_the_discipline_is_no_signature(line, header):
    assert (header(BODY + line).signatures, header(BODY + line).author_credential) == ((), None)


def test_a_signature_without_a_name_says_so(header):
    text, (span,) = read(f"{BODY}Signed: [[PHYSICAL THERAPIST]]")
    assert header(text).signatures == (Signature(span, "PT", named=False),)


def test_a_student_and_the_therapist_are_two_signatures(header):
    text, spans = read(f"{BODY}Student: [[A. Lee, SPT]]; cosigned [[M. Roe, PT]]")
    assert [(s.span, s.credential) for s in header(text).signatures] == list(
        zip(spans, ["SPT", "PT"], strict=True)
    )


KINDS = {
    "PT daily note": "daily",
    "PT daily note 3/4/2026. 97530 x 23 min. Plan: progress to lower chair.": "daily",
    "Daily note / progress report": "progress",
    "SOAP note": "daily",
    "Treatment encounter note": "daily",
    "PT Progress Note": "progress",
    "Progress Report": "progress",
    "10th visit progress report": "progress",
    "Re-evaluation": "progress",
    "Recert": "progress",
    "PT Initial Evaluation": "evaluation",
    "OT evaluation": "evaluation",
    "Initial eval": "evaluation",
    "Discharge Summary": "discharge",
    "D/C summary": "discharge",
    "D/C note": "discharge",
    "Discharge from hospital 3/1. PT daily note": "daily",
    "OT HAND EVAL": "evaluation",
    "Seating consultation": "evaluation",
    "dc summ, ankle": "discharge",
    "HH OT DISCHARGE": "discharge",
    "OT daily note, grip 18# (IE 12#)": "daily",
    "Re-eval due 3/9. Visit 5": "progress",
    "Visit 5": None,
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items(), ids=KINDS)
def test_the_kind_of_a_note_stands_at_its_head(title, kind, header):
    assert header(title + BODY).kind == kind


DISCIPLINES = {
    "title-pt": ("PT daily note" + BODY, "PT"),
    "title-ot": ("OT Daily Note" + BODY, "OT"),
    "title-spelt": ("Occupational Therapy treatment note" + BODY, "OT"),
    "title-speech": ("Speech Therapy Daily Note" + BODY, "SLP"),
    "signature-pta": (BODY + "J. Doe, PTA", "PT"),
    "signature-cota": (BODY + "J. Doe, COTA/L", "OT"),
    "signature-before-title": ("PT daily note" + BODY + "J. Doe, OTR/L", "OT"),
    "not-said": (BODY, None),
}


@pytest.mark.parametrize(("text", "discipline"), DISCIPLINES.values(), ids=DISCIPLINES)
def test_the_discipline_is_the_signers_or_the_titles(text, discipline, header):
    assert header(text).discipline == discipline


PAYERS = {
    "Insurance: Medicare": "Medicare",
    "Ins: Medicare Part B": "Medicare Part B",
    "Payer: Aetna PPO": "Aetna PPO",
    "Payor - Blue Cross": "Blue Cross",
    "Ins: BCBS  Visit 3": "BCBS",
    "Insurance: Humana Gold Plus | Auth 12": "Humana Gold Plus",
    "Payer: Medicare, DOS 3/4": "Medicare",
    "no payer named": None,
    "Patient is insured": None,
}


@pytest.mark.parametrize(("line", "payer"), PAYERS.items(), ids=PAYERS)
def test_the_payer_a_note_names_is_read(line, payer, header):
    assert header(line + BODY).payer == payer


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("O: bike 5 min\nDana Reyes-Holt\nPT, DPT", "Dana Reyes-Holt\nPT, DPT"),
        ("OT LOG   9/24/25    F. Marsh-Boon COTA/L\nbike\na\nb\nc\nd", "F. Marsh-Boon COTA/L"),
        ("great job today, 30 min   OTR", None),
        ("HARBOR CLINIC / OT\na\nb\nc\nd\ne", None),
    ],
)
def test_names_in_cells_and_above_their_credentials_sign_and_places_do_not(text, signer):
    found = [s.span.of(text) for s in find_signatures(text, ())]
    assert found == ([signer] if signer else [])
