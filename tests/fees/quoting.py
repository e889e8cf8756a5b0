"""Quotes of claims written as on the command line."""

from auditor.fees import NATIONAL, Asking, quote, schedule_of, terms
from auditor.ingest import read_claim


def quoted(claim, year, *, day=None, gpci=NATIONAL, track=None):
    """The quote of a claim written as on the command line."""
    asking = Asking(schedule_of(year), terms(), day, gpci, track)
    return quote(read_claim(claim), asking)
