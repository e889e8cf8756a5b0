"""The modifiers of each discipline, and what a line's modifiers speak of."""

import pytest

from auditor.model import (
    ASSISTANT_MODIFIER,
    DISCIPLINE_MODIFIER,
    DISCIPLINES,
    PartedUnits,
    ServiceLine,
    disciplines_of,
)

MODIFIERS = {"PT": ("GP", "CQ"), "OT": ("GO", "CO"), "SLP": ("GN", None)}


def test_each_discipline_has_its_modifiers():
    found = {d: (DISCIPLINE_MODIFIER[d], ASSISTANT_MODIFIER.get(d)) for d in DISCIPLINES}
    assert found == MODIFIERS


@pytest.mark.parametrize(
    ("modifiers", "disciplines"),
    [
        (("GP", "CQ"), {"PT"}),
        (("59", "CO"), {"OT"}),
        (("GN", "KX"), {"SLP"}),
        (("GO", "CQ"), {"PT", "OT"}),
        (("59", "KX"), set()),
        ((), set()),
    ],
)
def test_modifiers_speak_of_their_disciplines(modifiers, disciplines):
    assert disciplines_of(modifiers) == disciplines


def test_lines_of_a_code_add_up_by_the_assistants_modifier():
    parted = PartedUnits()
    for modifiers, units in ((("GP",), 2), (("GP", "CQ"), 1), (("go", " co "), 3)):
        parted = parted.and_line(ServiceLine("97530", units, modifiers))
    assert parted == PartedUnits(with_modifier=4, without=2)
