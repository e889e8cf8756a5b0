r"""What OBX and NTE add to a note's text, and what escape sequences stand for."""

import hl7
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Part
from ingest.hl7.writing import document, header, message, note_in, obx, reason_in, text_in, txa

ESCAPES = {
    "delimiters": (r"a\F\b\S\c\T\d\R\e\E\f", "a|b^c&d~e\\f"),
    "truncation": (r"no\P\1", "no#1"),
    "line-break": (r"one\.br\two", "one\ntwo"),
    "line-break-in-capitals": (r"one\.BR\two", "one\ntwo"),
    "spaces-down": (r"one\.sp\two\.sp2\three", "one\ntwo\n\nthree"),
    "centred": (r"one\.ce\two", "one\ntwo"),
    "indented": (r"one\.br\\.in+4\two\.ti-2\three", "one\n    two three"),
    "skipped-right": (r"min\.sk3\23", "min   23"),
    "word-wrap": (r"\.fi\one\.nf\ two", "one two"),
    "emphasis": (r"\H\CGA\N\ today", "CGA today"),
    "hex": (r"5\XB0\ flexion", "5° flexion"),
    "hex-of-utf-8": (r"5\XC2B0\ flexion", "5° flexion"),
    "hex-of-utf-8-in-two": (r"5\XC2\\XB0\ flexion", "5° flexion"),
    "hex-line-break": (r"one\X0D\\X0A\two\x0a\three", "one\ntwo\nthree"),
    "hex-of-escape": (r"a\X5C\F\X5C\b", "a\\F\\b"),
    "ascii-switched-to": (r"\C2842\word", "word"),
    "own-of-the-sender": (r"a\Z01\b", r"a\Z01\b"),
    "unknown": (r"w\o help, c\o pain", r"w\o help, c\o pain"),
    "half-hex": (r"a\X5\b", r"a\X5\b"),
    "alone": ("10\\15", "10\\15"),
    "at-the-end": ("10\\", "10\\"),
    "other-delimiters-not-escaped": ("pain & stiffness ^ 3", "pain & stiffness ^ 3"),
    "repetitions": ("one~two~~three", "one\ntwo\n\nthree"),
    "null": ('""', ""),
}


@pytest.mark.parametrize(("written", "meant"), ESCAPES.values(), ids=ESCAPES)
def test_what_is_written_in_a_text_is_what_it_stands_for(written, meant):
    assert text_in(document("S:", written, "A:")) == f"S:\n{meant}\nA:"


def test_a_switch_to_a_character_set_that_is_not_read_refuses_the_message():
    assert "switches to a character set" in reason_in(document(r"\M2442\abc")).message


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_what_the_library_escapes_is_read_as_it_was(text):
    note = f".{text}."
    written = hl7.parse(header()).escape(note)
    assert text_in(document(written)) == note


@pytest.mark.parametrize("kind", ["TX", "FT", "ST", ""])
def test_every_kind_of_text_is_read(kind):
    assert text_in(message(txa(), obx("one", kind), obx("two", kind))) == "one\ntwo"


def test_an_empty_observation_is_an_empty_line_and_a_final_break_is_not_doubled():
    assert text_in(document("one", "", "two\\.br\\", "three")) == "one\n\ntwo\nthree"


def test_comments_are_lines_where_they_stand():
    note = note_in(message(txa(), obx("one"), "NTE|1||said \\T\\ done~more", obx("two")))
    assert note.text == "one\nsaid & done\nmore\ntwo"
    assert note.parts == (
        Part(0, "message 1, OBX 1"),
        Part(4, "message 1, NTE 1"),
        Part(21, "message 1, OBX 2"),
    )


def test_sections_named_by_the_observations_keep_their_names():
    raw = message(
        txa(),
        obx("Pain 3/10.", name="S^Subjective"),
        obx("97530 x 23", name="O^Objective"),
        obx("97110 x 15", name="O^Objective"),
        obx("Plan: continue", name="P^Plan"),
    )
    assert text_in(raw) == (
        "Subjective\nPain 3/10.\nObjective\n97530 x 23\n97110 x 15\nPlan: continue"
    )


MEASURED = {
    "number": (obx("23", "NM", name="TT^Minutes 97530", f6="min"), "Minutes 97530: 23 min"),
    "coded": (obx("CGA^contact guard^L", "CWE", name="A^Help"), "Help: contact guard"),
    "coded-without-words": (obx("CGA", "CE", name="A^Help"), "Help: CGA"),
    "two-values": (obx("3~4", "NM", name="P^Pain"), "Pain: 3, 4"),
    "structured-number": (obx(">^10", "SN", name="W^Walked", f6="ft"), "Walked: > 10 ft"),
    "short-string": (obx("negative", "ST", name="T^Test", f7="negative"), "Test: negative"),
    "no-name": (obx("20260304", "DT", name="D"), "D: 20260304"),
}


@pytest.mark.parametrize(("written", "line"), MEASURED.values(), ids=MEASURED)
def test_a_value_that_is_no_text_becomes_a_line_beside_text(written, line):
    assert text_in(message(txa(), obx("Note"), written)) == f"Note\n{line}"


LABORATORY = {
    "numbers": (obx("7.1", "NM"), obx("3", "NM")),
    "words-with-ranges": (obx("negative", "ST", f7="negative"), obx("7.1", "NM")),
    "words": (obx("negative", "ST"), obx("yellow", "ST", name="C^Color")),
}


@pytest.mark.parametrize("results", LABORATORY.values(), ids=LABORATORY)
def test_results_without_a_text_hold_no_note_and_that_is_said(results):
    raw = message("OBR|1|||LAB", *results, head=header("ORU^R01"))
    told = reason_in(raw)
    assert told.notice
    assert (
        told.message == "a.hl7:message 1: holds results without a text, so there is no note in it"
    )


def test_text_needs_no_escaped_line_breaks():
    raw = document("one\ntwo\n\nthree", "four")
    assert text_in(raw) == "one\ntwo\n\nthree\nfour"
    assert text_in(raw.replace("\r", "\n")) == "one\ntwo\n\nthree\nfour"
    assert text_in(raw.replace("\n", "\r")) == "one\ntwo\n\nthree\nfour"


WRONG = {
    "delimiter-in-text": (obx("help | min A||||||F and more"), "the fields of OBX 1 do not fit"),
    "delimiter-in-string": (obx("walked 50 ft with min A | more", "ST"), "OBX 1 do not fit"),
    "line-that-looks-like-a-segment": (obx("one\nROM|90|100\ntwo"), "looks like a segment"),
    "stray-line": (f"{obx('one')}\nstray words", "holds a line that is no segment"),
    "fragment": (f"{obx('one')}\rADD|more", "is sent in fragments"),
    "two-documents": (f"{obx('one')}\r{txa('D2')}\r{obx('two')}", "holds several documents"),
}


@pytest.mark.parametrize(("written", "reason"), WRONG.values(), ids=WRONG)
def test_a_message_whose_text_may_be_lost_is_refused(written, reason):
    told = reason_in(message(txa(), written))
    assert reason in told.message
    assert not told.notice


CHARSETS = {
    "utf-8": ("UNICODE UTF-8", "utf-8", "5° € ok"),
    "utf-8-undeclared": ("", "utf-8", "5° € ok"),
    "windows": ("", "cp1252", "5° € ok"),
    "latin-1": ("8859/1", "latin-1", "5° ok"),
    "utf-8-called-ascii": ("ASCII", "utf-8", "5° ok"),
    "latin-2": ("8859/2", "iso8859-2", "Łódź"),
    "greek": ("8859/7~UNICODE", "iso8859-7", "γόνατο"),
    "lied-about": ("UNICODE UTF-8", "cp1252", "5° ok"),
    "another-lied-about": ("KS X 1001", "cp1252", "5° ok"),
    "unknown": ("KLINGON", "utf-8", "5° ok"),
}


@pytest.mark.parametrize(("declared", "codec", "text"), CHARSETS.values(), ids=CHARSETS)
def test_the_character_set_is_the_one_declared_else_what_our_texts_are_in(declared, codec, text):
    raw = message(txa(), obx(text), head=header(charset=declared))
    assert text_in(raw.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_is_believed(codec):
    assert text_in(document("5° ok").encode(codec)) == "5° ok"
