"""Credentials as they are written, and the modifiers that follow from them."""

import pytest

from auditor.billing import modifiers
from auditor.billing.modifiers import (
    Credential,
    Role,
    assistant_modifier,
    credential_of,
    discipline_modifier,
    discipline_of,
    mispaired,
    modifiers_due,
    tells_apart,
)
from auditor.billing.tables import Table
from auditor.errors import PackError

WRITTEN = {
    "PT": ("PT", Role.THERAPIST),
    "DPT": ("PT", Role.THERAPIST),
    "PT, DPT, OCS": ("PT", Role.THERAPIST),
    "P.T.": ("PT", Role.THERAPIST),
    "pt": ("PT", Role.THERAPIST),
    "PT DPT": ("PT", Role.THERAPIST),
    "Physical Therapist": ("PT", Role.THERAPIST),
    "licensed physical therapist #4411": ("PT", Role.THERAPIST),
    "PTA": ("PT", Role.ASSISTANT),
    "P.T.A.": ("PT", Role.ASSISTANT),
    "LPTA, CLT": ("PT", Role.ASSISTANT),
    "physical therapist assistant": ("PT", Role.ASSISTANT),
    "SPT": ("PT", Role.STUDENT),
    "student PT": ("PT", Role.STUDENT),
    "SPTA": ("PT", Role.STUDENT),
    "PT aide": ("PT", Role.AIDE),
    "OTR/L": ("OT", Role.THERAPIST),
    "OTR": ("OT", Role.THERAPIST),
    "MS, OTR/L, CHT": ("OT", Role.THERAPIST),
    "OTD, OTR/L": ("OT", Role.THERAPIST),
    "O.T.R./L.": ("OT", Role.THERAPIST),
    "COTA": ("OT", Role.ASSISTANT),
    "COTA/L": ("OT", Role.ASSISTANT),
    "OTS": ("OT", Role.STUDENT),
    "S/OT": ("OT", Role.STUDENT),
    "CCC-SLP": ("SLP", Role.THERAPIST),
    "M.A., CCC-SLP": ("SLP", Role.THERAPIST),
    "MS CCC/SLP": ("SLP", Role.THERAPIST),
    "CCC-SLP/L": ("SLP", Role.THERAPIST),
    "SLPA": ("SLP", Role.ASSISTANT),
    "rehab tech": (None, Role.AIDE),
    "student": (None, Role.STUDENT),
}


@pytest.mark.parametrize(("written", "read"), WRITTEN.items())
def test_credentials_are_read_as_written(written, read):
    assert credential_of(written) == Credential(*read)


@pytest.mark.parametrize(
    "written",
    ["", "MD", "RN", "CHT", "ATC", "spatial", "PT/PTA", "PT, OTR/L", "PT, student", "apt", "///"],
)
def test_no_credential_is_made_up(written):
    assert credential_of(written) is None


MODIFIERS = [("PT", "GP", "CQ"), ("OT", "GO", "CO"), ("SLP", "GN", None), ("MD", None, None)]


@pytest.mark.parametrize(("discipline", "own", "assistant"), MODIFIERS)
def test_disciplines_have_their_modifiers(discipline, own, assistant):
    assert discipline_modifier(discipline) == own
    assert assistant_modifier(discipline) == assistant


DUE = {
    "PT": ("GP",),
    "PTA": ("GP", "CQ"),
    "OTR/L": ("GO",),
    "COTA": ("GO", "CO"),
    "CCC-SLP": ("GN",),
    "SLPA": ("GN",),
    "SPT": (),
    "PT aide": (),
    "rehab aide": (),
}


@pytest.mark.parametrize(("written", "due"), DUE.items())
def test_a_line_carries_the_modifiers_of_who_did_the_work(written, due):
    assert modifiers_due(credential_of(written)) == due


SPEAKS_OF = {"GP": "PT", "cq": "PT", "GO": "OT", " CO": "OT", "GN": "SLP", "59": None, "KX": None}


@pytest.mark.parametrize(("modifier", "discipline"), SPEAKS_OF.items())
def test_modifiers_speak_of_a_discipline(modifier, discipline):
    assert discipline_of(modifier) == discipline


LINES = {
    "CQ with GP": (("GP", "CQ"), ()),
    "CO with GO": (("GO", "CO"), ()),
    "CQ with GO": (("59", "GO", "CQ"), ("GO", "CQ")),
    "CO with GP": (("GP", "CO"), ("GP", "CO")),
    "CQ with GN": (("CQ", "GN"), ("CQ", "GN")),
    "two disciplines": (("GP", "GO"), ("GP", "GO")),
    "CQ alone": (("CQ",), ()),
    "nothing of the kind": (("59", "KX"), ()),
    "no modifier": ((), ()),
}


@pytest.mark.parametrize(
    ("line", "wrong"), [pytest.param(*case, id=name) for name, case in LINES.items()]
)
def test_modifiers_that_may_not_stand_together_are_named(line, wrong):
    assert mispaired(line) == wrong


@pytest.mark.parametrize(
    ("line", "apart"),
    [
        (("GP", "59"), True),
        (("xs",), True),
        (("XU", "GP"), True),
        (("GP", "CQ"), False),
        ((), False),
    ],
)
def test_59_and_its_kin_tell_services_apart(line, apart):
    assert tells_apart(line) is apart


GOOD = {
    "credential": [{"discipline": "PT", "role": "therapist", "forms": ["pt"]}],
}
BAD = {
    "unknown discipline": ({"discipline": "XT", "role": "aide", "forms": ["x"]}, "'XT' is no disc"),
    "unknown role": ({"discipline": "PT", "role": "boss", "forms": ["x"]}, "role is one of ther"),
    "capitals": ({"discipline": "PT", "role": "aide", "forms": ["X"]}, "'X' is not in lower case"),
    "given twice": ({"discipline": "PT", "role": "aide", "forms": ["pt"]}, "'pt' is given twice"),
    "unknown key": ({"role": "aide", "form": ["x"]}, "unknown key 'form'; did you mean forms?"),
}


@pytest.fixture
def entered(monkeypatch):
    """Read an entry more than the good ones."""

    def enter(entry):
        values = {**GOOD, "credential": [*GOOD["credential"], entry]}
        monkeypatch.setattr(modifiers, "_table", lambda: Table("credentials.toml", values))
        return modifiers._forms.__wrapped__()

    return enter


@pytest.mark.parametrize(
    ("entry", "said"), [pytest.param(*case, id=name) for name, case in BAD.items()]
)
def test_mistake_among_the_credentials_is_named(entered, entry, said):
    with pytest.raises(PackError, match=said):
        entered(entry)


def test_discipline_without_a_known_source_is_refused(monkeypatch):
    values = {"discipline": [{"name": "PT", "modifier": "GP", "source": "hearsay"}]}
    monkeypatch.setattr(modifiers, "_table", lambda: Table("credentials.toml", values))
    with pytest.raises(PackError, match="discipline 'PT': no source has the id 'hearsay'"):
        modifiers._disciplines.__wrapped__()
