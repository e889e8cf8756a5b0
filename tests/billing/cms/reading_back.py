"""Imports a file a test made, and answers from what was written, by means of its own."""

import tomllib
from itertools import product

from auditor.billing.cms.asking import Asking
from auditor.billing.cms.importing import imported

REVIEWED = "2026-11-22"


def load(kind, *paths, wanted=None, said=None, **asked):
    """Import files; return what was imported and its document as values."""
    asking = Asking(
        reviewed_on=REVIEWED, wanted=None if wanted is None else frozenset(wanted), **asked
    )
    say = (lambda _: None) if said is None else said.append
    done = imported(kind, paths, asking, lambda _: None, say)
    return done, tomllib.loads(done.document)


def answer(values, one, other, day):
    """``(first, second, modifier_allowed)``, ``"apart"`` or ``"no data"`` of two codes on a day."""
    standing = [
        table
        for table in values["table"]
        if table["from"].isoformat() <= day
        and (day <= table["to"].isoformat() if "to" in table else True)
    ]
    found = {
        (first, second, line["modifier_allowed"])
        for table in standing
        for line in table.get("pairs", ())
        for first, second in product(line["first"], line["second"])
        if {first, second} == {one, other}
    }
    assert len(found) <= 1, found
    if found:
        return found.pop()
    complete = {code for table in standing for code in table.get("complete_for", ())}
    return "apart" if {one, other} <= complete else "no data"
