"""Which text belongs to a record, and how a source is named as an address."""

import pytest

from auditor.errors import InputError
from auditor.model import Span
from auditor.report.places import check_text, container, uri, where
from report.records import finding, item, record
from report.samples import all_three, assistant_note


@pytest.mark.parametrize("audited", all_three(), ids=lambda r: r.note_id[:4])
def test_a_records_own_text_is_accepted(audited):
    assert check_text(item(audited)) == audited.visit.text


@pytest.mark.parametrize("change", [str.upper, lambda t: "x" + t, lambda t: t[:20], lambda _: ""])
def test_another_text_is_refused_without_a_word_of_it(change):
    values, text = item(assistant_note())

    with pytest.raises(InputError) as refused:
        check_text((values, change(text)))

    assert str(refused.value) == ("note A-17: the text given is not the one its record was made of")


def test_a_finding_beyond_the_text_is_refused():
    values, text = item(record("abcdef", findings=(finding("AAA101", span=Span(2, 6)),)))

    with pytest.raises(InputError, match=r"^note N-1: "):
        check_text((values, text[:4]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("notes/n1.txt", "notes/n1.txt"),
        ("march.jsonl:17", "march.jsonl%3A17"),
        ("a b/märz #1?.txt", "a%20b/m%C3%A4rz%20%231%3F.txt"),
        ("/data/50%/n.txt", "file:///data/50%25/n.txt"),
        (r"notes\n1.txt", "notes/n1.txt"),
        (r"C:\notes\a b.txt", "file:///C:/notes/a%20b.txt"),
        (r"\\server\share\n.txt", "file://server/share/n.txt"),
        ("<stdin>", "%3Cstdin%3E"),
        ("half\ud83d.txt", "half%3F.txt"),
    ],
)
def test_a_source_is_percent_encoded(source, expected):
    assert uri(source) == expected


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("exports/march.jsonl:17", "exports/march.jsonl"),
        ("notes/n1.txt", "notes/n1.txt"),
        ("box.zip:inner/a.jsonl:17", "box.zip:inner/a.jsonl"),
        ("chart.pdf:page 2", "chart.pdf"),
        ("C:\\notes\\n1.txt", "C:\\notes\\n1.txt"),
        ("C:/notes/n1.txt:3", "C:/notes/n1.txt"),
        ("stdin", "stdin"),
        (":17", ":17"),
        ("", ""),
    ],
)
def test_a_source_stands_in_a_file(source, file):
    assert container(source) == file


PARTS = [{"start": 0, "where": "page 1"}, {"start": 5, "where": "page 2"}]


@pytest.mark.parametrize(
    ("values", "start", "part"),
    [
        ({"parts": PARTS}, 0, "page 1"),
        ({"parts": PARTS}, 4, "page 1"),
        ({"parts": PARTS}, 5, "page 2"),
        ({"parts": PARTS}, 999, "page 2"),
        ({"parts": PARTS[1:]}, 4, None),
        ({"parts": PARTS}, None, None),
        ({}, 4, None),
    ],
)
def test_an_offset_stands_in_the_part_before_it(values, start, part):
    assert where(values, start) == part
