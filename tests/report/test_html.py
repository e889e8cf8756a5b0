"""The page of a batch: whole, harmless, readable, and the same every time."""

import base64
import hashlib
import io
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.model import ELEMENTS, Span
from auditor.record import Outcomes, Source
from auditor.report.columns import visible
from auditor.report.html import note_part, page, write_html
from auditor.report.totals import totals_of
from report.pages import Page
from report.records import finding, item, record, renamed
from report.samples import all_three, assistant_note, hostile_note, whole_note
from report.test_totals import batch


def whole_page(*audited):
    items = [item(a) for a in audited]
    return "".join(page(items, totals_of(r for r, _ in items)))


@pytest.fixture(scope="module")
def written():
    return whole_page(*all_three())


@pytest.fixture(scope="module")
def read(written):
    return Page(written)


def test_the_page_needs_nothing_from_anywhere(read, written):
    assert not [a for _, a in read.tags if {"src", "srcset", "data", "action", "style"} & set(a)]
    assert not {"link", "img", "iframe", "object", "base"} & {t for t, _ in read.tags}
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|import\(", written)
    assert [a["href"] for t, a in read.tags if "href" in a and t != "a"] == []


def test_the_pages_own_policy_lets_in_its_style_and_script_and_nothing_else(read, written):
    (policy,) = read.all("meta", **{"http-equiv": "Content-Security-Policy"})
    inline = re.findall(r"<(style|script)>(.*?)</\1>", written, flags=re.DOTALL)
    hashes = {
        kind: base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        for kind, body in inline
    }

    assert len(read.all("script")) == len(read.all("style")) == 1
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; "
        f"script-src 'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'"
    )


def test_names_are_unique_and_every_inner_link_arrives(read):
    names = Counter(a["id"] for _, a in read.tags if "id" in a)
    inner = {a["href"][1:] for a in read.all("a") if a["href"].startswith("#")}

    assert [name for name, count in names.items() if count > 1] == []
    assert inner <= set(names)
    assert {"n1f1", "n1f1w", "n1f4w", "n3f2"} <= inner
    for labelled in (a["aria-labelledby"].split() for _, a in read.tags if "aria-labelledby" in a):
        assert set(labelled) <= set(names)


def test_the_text_of_each_note_is_whole_and_harmless(read):
    assert read.note_text() == "".join(visible(a.visit.text) for a in all_three())


def test_a_note_cannot_write_markup(written, read):
    assert "<script>alert" not in written
    assert "<b>" not in written
    assert "C &lt;9&gt; &amp; &#34;co&#34;" in written
    assert read.said("span", **{"class": "id"})[4].strip() == 'C <9> & "co"'


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_with_any_finding_is_shown_as_it_is(text, start, length):
    start = min(start, len(text))
    span = Span(start, min(len(text), start + length))
    audited = record(text, note_id=text, source=text, findings=(finding("AAA101", span=span),))
    shown = note_part(item(audited), 1)

    assert "\x00" not in shown
    assert shown.encode()
    assert Page(shown).note_text() == visible(text)


def test_a_finding_is_underlined_named_and_asked(read, written):
    assert '<mark class="error time">97530</mark>' in written
    assert '<a class="tag error" id="n1f1w" href="#n1f1">TIM101</a>' in written
    asked = read.said("p", **{"class": "ask"})
    assert asked == [
        f.ask
        for audited, order in zip(all_three(), ([1, 3, 0, 2], [], [0, 1, 2]), strict=True)
        for f in (audited.findings[n] for n in order)
    ]


def test_a_finding_in_a_document_says_where_its_line_stands():
    values, text = item(record("abc def", findings=(finding("AAA101", span=Span(4, 7)),)))
    parts = [{"start": 0, "where": "page 1"}, {"start": 4, "where": "<page> 2"}]

    shown = note_part(({**values, "parts": parts}, text), 1)

    assert "Line 1</a> (&lt;page&gt; 2): <q>def</q>" in shown
    assert "Line 1</a>: <q>def</q>" in note_part((values, text), 1)


def test_a_finding_without_words_says_where_was_looked(written):
    assert "Looked in: objective, assessment. ELM112 no-direct-contact" in written


def test_sources_are_linked_only_where_they_are_addresses_of_the_web():
    plain = finding("AAA101", source=Source("House rule", "javascript:alert(1)"))
    shown = note_part(item(record("x", findings=(plain,))), 1)

    assert "javascript:" not in shown
    assert "AAA101 fault-of-aaa101; House rule</p>" in shown


def test_every_element_is_shown_with_its_evidence_or_where_was_looked(read):
    shown = note_part(item(whole_note()), 1)

    assert len(read.all("span", **{"class": "status missing"})) == 9
    assert len(re.findall(r'class="status ', shown)) == len(ELEMENTS)
    assert "<q>so that she can do her own laundry</q>" in shown
    assert "looked in: assessment, plan" in note_part(item(assistant_note()), 1)


def test_units_are_shown_by_each_method(read):
    said = "|".join(read.said("table")).replace("\n", "")

    assert "38 timed minutes|Units|By code" in said.replace("||", "|")
    assert "8-minute rule (this payer's)|3|97110x1, 97530x2" in said.replace("||", "|")
    assert "rule of eights|2|97110x1, 97530x1" in said.replace("||", "|")


def test_a_note_not_audited_whole_says_so():
    shown = note_part(item(hostile_note()), 1)

    assert '<strong class="cannot_assess">Not audited whole.</strong> UNT201 did not run' in shown


def test_a_note_that_was_not_read_is_never_called_clean():
    refused = record(complete=False, outcomes=Outcomes(skipped={"TIM101": "a.txt: too large"}))
    shown = note_part(({**item(refused)[0], "elements": {}}, ""), 1)

    assert "No rule ran." in shown
    assert "Nothing" not in shown
    assert "<h3>Elements</h3>" not in shown


def test_the_page_says_what_it_is_and_is_not(read):
    (said,) = read.said("p", **{"class": "lead"})

    assert said == (
        "Questions, not verdicts; not legal advice. "
        "The classifier was trained on a synthetic corpus."
    )


def test_figures_are_those_of_the_records():
    records = batch()
    totals = totals_of(records)
    read = Page("".join(page([], totals)))
    figures = [d.strip() for d in read.said("dd") if d.strip()]
    severities = Counter(f["severity"] for r in records for f in r["findings"])
    scores = [r["score"] for r in records if r["score"] is not None]

    assert figures == [
        str(len(records)),
        *("7", "47%", "5", "33%", "3", "20%"),
        *(f"{sum(scores) / len(scores):.0f}", "of 100"),
        *(str(severities[name]) for name in ("error", "warning", "info")),
    ]


def test_every_plot_has_its_title_description_and_table(read):
    plots = read.all("svg", role="img")

    assert (
        len(plots) == len(read.all("figure")) == len(read.all("details", **{"class": "alt"})) == 5
    )
    assert len(read.said("title")) == 1 + len(plots)
    assert all(text.strip() for text in read.said("desc"))


def test_the_tables_beside_the_plots_hold_all_that_is_counted():
    totals = totals_of(batch())
    read = Page("".join(page([], totals)))
    rows = "".join(read.said("details", **{"class": "alt"}))

    for element in totals.elements:
        assert f"\n{element.missing}{element.partial}{element.present}{element.na}\n" in re.sub(
            r"\n[^\n0-9]+", "\n", rows
        )
    for rule in totals.rules:
        assert f"{rule.rule} {rule.name}{rule.notes}{rule.findings}{rule.severity}" in rows


def test_bars_are_as_long_as_their_shares():
    totals = totals_of(batch())
    written = "".join(page([], totals))
    figure = written[written.index('aria-labelledby="gates-t') :].partition("</svg>")[0]
    widths = re.findall(r'class="(ready|hold|cannot_assess)" .*? width="([0-9.]+)"', figure)

    assert [(gate, float(width)) for gate, width in widths] == [
        (gate, pytest.approx(340 * count / totals.notes, abs=0.05))
        for gate, count in totals.gates.items()
    ]


def test_notes_billed_both_over_and_under_are_told(written):
    both = "".join(page([], totals_of(batch())))

    assert "where the minutes are known; 2 notes in both of the first two<" in both
    assert "where the minutes are known<" in written


def test_notes_can_be_filtered_by_what_their_rows_hold(read):
    first, second, third = read.all("details", **{"class": "note"})

    assert first["data-gate"] == "hold"
    assert first["data-rules"] == "ELM112 MOD301 TIM101 UNT201"
    assert first["data-missing"].split() == [
        e for e in ELEMENTS if item(assistant_note())[0]["elements"][e]["status"] == "missing"
    ]
    assert (second["data-score"], second["data-rules"]) == ("100", "")
    assert (third["data-score"], third["data-errors"]) == ("", "1")


def test_details_are_closed_but_for_a_single_note(read):
    alone = Page(whole_page(assistant_note()))

    assert not any("open" in a for a in read.all("details"))
    assert ["open" in a for a in alone.all("details", **{"class": "note"})] == [True]


def test_the_page_is_given_away_note_by_note():
    asked = []

    def items():
        for audited in all_three():
            asked.append(audited.note_id)
            yield item(audited)

    pieces = page(items(), totals_of([]))
    next(pieces)
    assert asked == []
    next(pieces)
    assert asked == ["A-17"]
    assert len(list(pieces)) == 3


def test_a_page_of_some_notes_says_of_how_many():
    totals = totals_of(item(a)[0] for a in all_three())
    some = "".join(page([item(assistant_note())], totals))

    assert "This page holds 1 of 3 notes; the figures above are of all." in some
    assert "This page holds" not in whole_page(*all_three())


def test_a_text_of_another_note_is_refused():
    with pytest.raises(InputError):
        note_part((item(assistant_note())[0], "another"), 1)


def test_the_same_batch_is_the_same_bytes(written):
    out = io.StringIO()
    items = [item(a) for a in all_three()]
    write_html(out, iter(items), totals_of(r for r, _ in items))

    assert out.getvalue() == written


def test_an_empty_batch_is_a_page():
    assert "0 notes" in Page(whole_page()).said("title")[0]


def test_a_note_costs_few_bytes():
    few, many = ([renamed(assistant_note(), str(n)) for n in range(count)] for count in (1, 101))

    assert (len(whole_page(*many)) - len(whole_page(*few))) / 100 < 9000
