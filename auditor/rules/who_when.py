"""Does the note say on which day the patient was treated, and by whom?"""

from collections.abc import Iterator

from auditor.model import ElementStatus, Severity, Span, Visit
from auditor.rules.core import Example, Hit, rule
from auditor.rules.shown import absent
from auditor.rules.sources import CODE_PAIRS, RECORD, TREATMENT_NOTE
from auditor.rules.when import (
    dates_written,
    day_and_dates_known,
    day_and_facts_dated,
    day_dated_by_input,
    day_not_dated_by_input,
    therapy_note,
)
from auditor.rules.written_dates import is_day_of_visit, is_rating, iso_day, read_date

_WORK = "97530 x 20 min: toilet transfers w/ grab bar, CGA, vc for hand placement."


@rule(
    code="DOC101",
    title="The date of service is not stated",
    why="A note that names no day cannot be laid beside the claim of that day.",
    fix="On which date was this treatment given?",
    source=TREATMENT_NOTE,
    asks="date_of_service",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=day_not_dated_by_input,
    bad=(f"PT daily note\n{_WORK}\nJ. Doe, PTA",),
    good=(f"PT daily note\nDOS: 03/04/2026\n{_WORK}\nJ. Doe, PTA",),
)
def missing_date_of_service(visit: Visit) -> Iterator[Hit]:
    """Find notes without a date of service, in the text or from the input."""
    yield from absent(visit, "date_of_service")


@rule(
    code="DOC102",
    title="The date of service stands beside the note, not in it",
    why="When the note is printed or sent alone, only the date in its own text goes with it.",
    fix="Will the date of service be printed with the note, or should it stand in the text?",
    source=TREATMENT_NOTE,
    asks="date_of_service",
    required=Severity.INFO,
    otherwise=Severity.INFO,
    when=day_dated_by_input,
    bad=(Example(f"PT daily note\n{_WORK}\nJ. Doe, PTA", date_of_service="2026-03-04"),),
    good=(Example(f"PT daily note\nDOS: 03/04/2026\n{_WORK}", date_of_service="2026-03-04"),),
)
def date_outside_note(visit: Visit) -> Iterator[Hit]:
    """Find notes that are dated by the input alone."""
    yield from absent(visit, "date_of_service")


@rule(
    code="DOC103",
    title="Two dates compete for the date of service",
    why="A reviewer must be able to tell which day the note speaks of: one note a day.",
    fix="Which of the dates in the note is the day the patient was treated?",
    source=TREATMENT_NOTE,
    asks="date_of_service",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=dates_written,
    bad=(f"PT daily note\nDate of service: 9/9/25\nVisit date: [[9/10/25]]\n{_WORK}",),
    good=(
        f"PT daily note\nDate of service: 9/9/25\n{_WORK}\nJ. Doe, PTA 9/9/25",
        f"PT daily note\nVisit date: March 4, 2026. Seen 3/4/2026.\n{_WORK}",
    ),
)
def competing_dates(visit: Visit) -> Iterator[Hit]:
    """Point at the first date that is not the day the others, or the input, speak of."""
    shown = visit.elements.get("date_of_service")
    if shown is None or shown.status is not ElementStatus.PARTIAL or not visit.dates_compete:
        return
    if all(is_rating(span.of(visit.text)) for span in visit.dates):
        return
    yield Hit(_odd_one(visit), shown.looked_in)


def _odd_one(visit: Visit) -> Span:
    first, *later = visit.dates
    known = iso_day(visit.note.date_of_service)
    if known is not None:
        written = {span: read_date(span.of(visit.text)) for span in visit.dates}
        return next((s for s, d in written.items() if d and not d.may_be(known)), first)
    said = read_date(first.of(visit.text))
    return next((span for span in later if read_date(span.of(visit.text)) != said), first)


@rule(
    code="DOC104",
    title="The note's date is not the date of service that came with it",
    why="Record and claim must speak of the same day; a note of another day supports nothing.",
    fix="Is this the note of the day that is billed, and which of the two dates is right?",
    source=RECORD,
    required=Severity.ERROR,
    when=day_and_dates_known,
    bad=(
        Example(f"PT daily note\nDOS: [[03/04/2026]]\n{_WORK}", date_of_service="2026-03-05"),
        Example(f"OT daily note\nVisit date: [[2/4/26]]\n{_WORK}", date_of_service="2026-03-04"),
    ),
    good=(
        Example(f"PT daily note\nDOS: 03/04/2026\n{_WORK}", date_of_service="2026-03-04"),
        Example(f"PT daily note\nDate: March 4, 2026\n{_WORK}", date_of_service="2026-03-04"),
        Example(f"PT daily note\nDOS: 3/4\n{_WORK}", date_of_service="2026-03-04"),
    ),
)
def wrong_date(visit: Visit) -> Iterator[Hit]:
    """Point at the note's date where none of the dates it states can be the input's.

    A date that stands behind other words than those of a visit may be that of an operation, and
    is held against nobody.
    """
    known = iso_day(visit.note.date_of_service)
    written = [read_date(span.of(visit.text)) for span in visit.dates]
    if known is None or None in written:
        return
    plain = [span for span in visit.dates if is_day_of_visit(visit.text, span)]
    if plain and not any(day.may_be(known) for day in written if day is not None):
        yield Hit(plain[0], detail=f"the claim's is {known.isoformat()}")


@rule(
    code="DOC106",
    title="The date of service lies outside the days of the payer facts held here",
    why="Codes, pairs and limits change with the calendar; this audit used those "
    "nearest to the day.",
    fix="Which rules of the payer are in force on this date, and is the date right?",
    source=CODE_PAIRS,
    required=Severity.WARNING,
    when=day_and_facts_dated,
    bad=(
        Example(f"PT daily note\n{_WORK}", date_of_service="2031-01-06"),
        Example(f"PT daily note\n{_WORK}", date_of_service="2018-11-06"),
    ),
    good=(
        Example(f"PT daily note\n{_WORK}", date_of_service="2026-03-04"),
        Example(f"PT daily note\n{_WORK}", date_of_service="2019-01-01"),
    ),
)
def date_beyond_known_facts(visit: Visit) -> Iterator[Hit]:
    """Say since or until when the facts are held; no words of the note are at fault."""
    demands, day = visit.demands, visit.date_of_service or ""
    if demands is None:
        return
    if day > demands.dated_through:
        yield Hit(None, detail=f"they are known until {demands.dated_through}")
    elif day < demands.dated_from:
        yield Hit(None, detail=f"they are known from {demands.dated_from} on")


@rule(
    code="DOC105",
    title="No signature with name and professional credential",
    why="The note must show who treated: a name, and whether that was a therapist or an assistant.",
    fix="Who treated the patient: can the note carry that person's name and credential?",
    source=TREATMENT_NOTE,
    asks="provider_signature",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=therapy_note,
    bad=(
        f"PT daily note\nDOS: 03/04/2026\n{_WORK}\nPlan: cont 2x/wk.",
        f"DOS: 03/04/2026\n{_WORK}\nElectronically signed by: [[PHYSICAL THERAPIST]]",
    ),
    good=(
        f"DOS: 03/04/2026\n{_WORK}\nJ. Doe, PTA",
        f"DOS: 03/04/2026\n{_WORK}\nElectronically signed by Jane Doe, OTR/L",
    ),
)
def missing_signature(visit: Visit) -> Iterator[Hit]:
    """Find notes without a full signature; point at what there is of one."""
    shown = visit.elements.get("provider_signature")
    if shown and shown.status in (ElementStatus.MISSING, ElementStatus.PARTIAL):
        parts = next((s.span for s in visit.signatures), next(iter(shown.evidence), None))
        yield Hit(parts, shown.looked_in)
