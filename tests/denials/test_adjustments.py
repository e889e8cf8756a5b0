"""The two lists of reasons agree on what is no denial."""

from auditor.denials.loading import denial_map
from auditor.ingest.claim_files.adjustments import accepted


def test_no_reason_that_refuses_is_accepted_by_the_reader_of_answers():
    refusing = {code for code, reason in denial_map().reasons.items() if reason.denies}
    assert refusing
    assert refusing.isdisjoint(accepted())


def test_every_reason_that_refuses_nothing_is_accepted():
    assert {c for c, reason in denial_map().reasons.items() if not reason.denies} <= {*accepted()}
