"""Codes as people copy them from a remittance."""

import pytest

from auditor.denials.codes import understood
from auditor.denials.loading import denial_map
from auditor.errors import InputError

MAP = denial_map()


@pytest.mark.parametrize(
    ("written", "shown", "reasons", "group"),
    [
        ("CO-50", "CO-50", ["50"], "CO"),
        ("50", "50", ["50"], None),
        ("PR-50", "PR-50", ["50"], "PR"),
        ("CO50", "CO-50", ["50"], "CO"),
        (" co 151 ", "CO-151", ["151"], "CO"),
        ("OA - 109", "OA-109", ["109"], "OA"),
        ("pi-b7", "PI-B7", ["B7"], "PI"),
        ("N362", "N362", ["151", "119", "222"], None),
        ("m127", "M127", ["16", "226", "252"], None),
        ("MA130", "MA130", ["16"], None),
        ("CO-45", "CO-45", ["45"], "CO"),
    ],
)
def test_a_code_is_understood(written, shown, reasons, group):
    found = understood(written, MAP)
    assert found.written == shown
    assert [reason.code for reason in found.reasons] == reasons
    assert (found.group and found.group.code) == group
    assert found.likeliest.code == reasons[0]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("CO-500", "did you mean 50"),
        ("N36", "did you mean N362"),
        ("XX-50", "did you mean 50"),
        ("", "`auditor denial` lists the codes"),
        ("a whole sentence that was pasted here", "`auditor denial` lists the codes"),
    ],
)
def test_an_unknown_code_gets_the_nearest(written, near):
    with pytest.raises(InputError, match=near) as refused:
        understood(written, MAP)
    assert "pasted here" not in str(refused.value)
