"""What is held of a denial, and of a note read for it, as plain JSON values."""

from dataclasses import asdict
from typing import Any

from auditor.denials import page
from auditor.denials.codes import Denial
from auditor.denials.facts import Cite, DenialMap, Reason
from auditor.denials.outline import is_medicares, outline
from auditor.denials.review import Against, Question, Review, Shown
from auditor.report.denial import as_values, quote_values


def denial_values(denial: Denial, held: DenialMap) -> dict[str, Any]:
    """The denial as asked about, with each reason it stands for."""
    return {
        "code": denial.written,
        "group": denial.group and {"code": denial.group.code, "meaning": denial.group.meaning},
        "remark": denial.remark and {"code": denial.remark.code, "meaning": denial.remark.meaning},
        "reasons": [_reason(reason, held) for reason in denial.reasons],
    }


def _reason(reason: Reason, held: DenialMap) -> dict[str, Any]:
    return {
        "reason": reason.code,
        "meaning": reason.meaning,
        "denies": reason.denies,
        "foreseeable": reason.foreseeable,
        "remedy": reason.remedy.value,
        "elements": list(reason.elements),
        "decisive": list(reason.decisive),
        "rules": sorted(reason.speaking),
        "decisive_rules": list(reason.decisive_rules),
        "not_in_note": [_paper(held, name) for name in reason.papers],
        "remarks": [remark.code for remark in held.remarks_of(reason.code)],
        "source": _cite(reason.cite),
    }


def _paper(held: DenialMap, name: str) -> dict[str, Any]:
    paper = held.papers[name]
    return {"id": paper.id, "words": paper.words, "source": _cite(paper.cite)}


def _cite(cite: Cite) -> dict[str, Any]:
    return asdict(cite)


def review_values(review: Review, held: DenialMap) -> dict[str, Any]:
    """A note read for a denial: what it holds, and the outline of an appeal."""
    record, visit = review.record, review.record.visit
    appeals = held.appeals
    return {
        "denial": denial_values(review.denial, held),
        "note_id": record.note_id,
        "source": visit.note.source,
        "date_of_service": visit.date_of_service,
        "payer": visit.demands.payer if visit.demands else None,
        "complete": record.complete,
        "weak": bool(review.weak),
        "weak_because": [
            why.element if isinstance(why, Shown) else why.question.rule for why in review.weak
        ],
        "holds": [_shown(shown) for shown in review.holds],
        "half": [_shown(shown) for shown in review.half],
        "lacks": [_shown(shown) for shown in review.lacks],
        "against": [_against(against) for against in review.against],
        "found_nothing": list(review.clear),
        "did_not_run": dict(review.not_run),
        "not_in_note": [_paper(held, paper.id) for paper in review.papers],
        "outline": as_values(outline(review, held)),
        "appeals": as_values(page.appeals(held)) if is_medicares(review, held) else [],
        "appeals_source": _cite(appeals.cite) if is_medicares(review, held) else None,
    }


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "element": shown.element,
        "decisive": shown.decisive,
        "quotes": [quote_values(quote) for quote in shown.quotes],
        "question": shown.question and _question(shown.question),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "rule": question.rule,
        "ask": question.ask,
        "source": {"cite": question.source.cite, "url": question.source.url},
    }


def _against(against: Against) -> dict[str, Any]:
    return {
        "message": against.message,
        "severity": against.severity.value,
        "decisive": against.decisive,
        "quote": against.quote and quote_values(against.quote),
        "question": _question(against.question),
    }
