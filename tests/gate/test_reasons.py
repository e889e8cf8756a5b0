"""The list of override reasons: complete, each once, and no mistake in it passes in silence."""

import pytest

from auditor.errors import PackError
from auditor.gate.reasons import CODE, REASONS, read

GOOD = """
reviewed_on = 2026-01-01
source = [{ id = "own", cite = "ours" }]
reason = [
  { code = "other", display = "Other", meaning = "None fits.", source = "own" },
]
"""


def test_every_reason_can_be_typed_shown_and_explained():
    for code, reason in REASONS.items():
        assert reason.code == code
        assert CODE.fullmatch(code)
        assert len(reason.display) < 60
        assert reason.meaning.endswith(".")
        assert reason.cite == "our own list"
    assert list(REASONS)[-1] == "other"


def test_displays_are_told_apart():
    assert len({reason.display for reason in REASONS.values()}) == len(REASONS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"other"', '"Other One"', "code is small letters"),
        ('source = "own" }', 'source = "their" }', "no source has the id 'their'"),
        ("meaning", "meening", "unknown key 'meening'"),
        ('display = "Other", ', "", "display is missing"),
        ("reviewed_on = 2026-01-01", "", "reviewed_on is a date that must be given"),
        (
            "\n]",
            '\n  { code = "other", display = "x", meaning = "y", source = "own" },\n]',
            "reason 'other': given twice",
        ),
        ('  { code = "other"', '#  { code = "other"', "names no reason"),
    ],
)
def test_a_mistake_in_the_file_is_named(old, new, said, tmp_path):
    file = tmp_path / "reasons.toml"
    file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(PackError, match=said) as refused:
        read(file)
    assert str(refused.value).startswith("override_reasons.toml")


def test_the_file_of_the_test_is_read_as_it_stands(tmp_path):
    file = tmp_path / "reasons.toml"
    file.write_text(GOOD)
    assert read(file)["other"].display == "Other"
