"""RTF: what is text, in which encoding, and what is left out."""

import pytest

from auditor.ingest.documents import rtf as rtf_module
from ingest.documents.reading import error_of, text_of

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Wingdings;}"
    r"{\f2\fnil\fcharset204 Arial Cyr;}{\f3\fnil\fcharset2 Symbol;}{\f4\fnil\fcharset128 Mincho;}}"
)


def rtf(body, head=r"\ansi\ansicpg1252\deff0" + FONTS):
    return f"{{\\rtf1{head}{body}}}"


def lines_of(body, **more):
    return text_of("rtf", rtf(body, **more)).split("\n")[:-1]


BODIES = {
    "paragraphs": (r"\pard one\par two\par", ["one", "two"]),
    "blank line": (r"one\par\par two", ["one", "", "two"]),
    "line": (r"one\line two", ["one", "two"]),
    "backslash at line end": ("one\\\ntwo", ["one", "two"]),
    "source lines": ("one \r\ntwo", ["one two"]),
    "tab": (r"a\tab b", ["a\tb"]),
    "escapes": (r"\{a\} \\ b", ["{a} \\ b"]),
    "quotes": (r"\lquote a\rquote \ldblquote b\rdblquote", ["\u2018a\u2019\u201cb\u201d"]),
    "no-break": (r"1\~min 10\_12 a\-b", ["1\u00a0min 10\u201112 ab"]),
    "hexadecimal": (r"caf\'e9 17\'94", ["caf\u00e9 17\u201d"]),
    "unicode": (r"\u8594? a", ["\u2192 a"]),
    "unicode, fallback of two": (r"\uc2\u8805\'3e= 3", ["\u2265 3"]),
    "unicode, no fallback": (r"\uc0\u8805 3", ["\u22653"]),
    "unicode, fallback of a group": (r"{\uc0\u8805}\u8594>x", ["\u2265\u2192x"]),
    "unicode, fallback a word": (r"\u8211\endash x", ["\u2013x"]),
    "unicode below zero": (r"\u-3913?", ["\uf0b7"]),
    "two halves": (r"\u-10179?\u-8704?", ["\U0001f600"]),
    "half alone": (r"a\u-10179?b", ["a\ufffdb"]),
    "wingdings": (r"CGA {\f1 \'e0} SBA {\f1\'fe} {\f1\'a8}", ["CGA \u2192 SBA \u2612 \u2610"]),
    "symbol": (r"{\f3\'b0}{\f3\'b3}", ["\u00b0\u2265"]),
    "symbol as unicode": (r"{\f1\u-3872?}", ["\u2192"]),
    "font of a code page": (r"{\f2\'cf\'f0}", ["\u041f\u0440"]),
    "two bytes a letter": (r"{\f4\'82\'a0\'83A}", ["\u3042\u30a2"]),
    "not in the code page": (r"a\'81b", ["a\ufffdb"]),
    "bold stays whole": (r"tran{\b sfer}s", ["transfers"]),
    "deleted": (r"a{\deleted gone}{\revised b}{\deleted0 c}", ["abc"]),
    "hidden": (r"a{\v gone}b \v gone\v0 c\v gone\plain d", ["ab cd"]),
    "link": (
        r"{\field{\*\fldinst HYPERLINK http://x}{\fldrslt shown}}",
        ["shown"],
    ),
    "check-box": (
        r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt}} a",
        ["\u2612 a"],
    ),
    "check-box by default": (
        r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25{\*\ffname n}}}}} a",
        ["\u2610 a"],
    ),
    "choice": (
        r"{\field{\*\fldinst {\*\formfield{\fftype2\ffres1{\*\ffl CGA}{\*\ffl SBA}}}}}",
        ["SBA"],
    ),
    "typed": (
        r"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0}}}{\fldrslt 23}} min",
        ["23 min"],
    ),
    "list": (r"{\listtext\f1\'B7\tab}one\par{\pntext 2.\tab}two", ["- one", "- two"]),
    "comment": (r"a{\*\annotation gone}{\annotation gone}b", ["ab"]),
    "unknown group": (r"a{\*\madeup gone}b{\madeup c}", ["abc"]),
    "picture": (r"a{\pict\wmetafile8 0102}b", ["ab"]),
    "bytes of a picture": (r"a{\pict\bin6 }}}\par}b", ["ab"]),
    "text box": (
        r"a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt in\par}}{\shprslt{\*\do in}}}\par b",
        ["a", "in", "", "b"],
    ),
    "object": (r"{\object{\*\objdata 0102}{\result shown}}", ["shown"]),
    "header once, footer and footnote below": (
        r"{\header H\par}{\footer F\par}a{\footnote N}\par b",
        ["H", "a", "b", "N", "F"],
    ),
    "first page's header": (r"{\header H}{\headerf First}a", ["First", "a"]),
    "header of each section": (
        r"{\header A}one\sect{\header B}two\sect three\sect{\header B}four",
        ["A", "one", "B", "two", "three", "four"],
    ),
    "row": (
        r"\trowd\pard\intbl Code\cell Min\cell\row\pard\intbl 97530\cell 23\cell\row\pard after",
        ["Code | Min", "97530 | 23", "after"],
    ),
    "empty cells": (
        r"\pard\intbl a\cell\cell c\cell\row\pard\intbl\cell b\cell\cell\row\pard z",
        ["a |  | c", "| | b", "z"],
    ),
    "lines of a short cell": (
        r"\pard\intbl 97530\par TA\cell 23\cell\row\pard z",
        ["97530 TA | 23", "z"],
    ),
    "row that is not ended": (r"\pard\intbl a\cell b\cell\pard z\par", ["a | b", "z"]),
    "table in a cell": (
        r"\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\nestrow}\itap1 a\cell b\row\pard z",
        ["x | y", "a", "b", "z"],
    ),
    "struck out": (r"a{\strike gone}b\strike gone\strike0 c", ["abc"]),
    "two documents": (r"one}{\rtf1 two", ["onetwo"]),
}


@pytest.mark.parametrize(("body", "lines"), BODIES.values(), ids=BODIES)
def test_a_body_reads_to_its_lines(body, lines):
    assert lines_of(body) == lines


@pytest.mark.parametrize(
    ("head", "raw", "text"),
    [
        (r"\ansi\ansicpg1251", b"\xcf", "\u041f"),
        (r"\ansi\ansicpg65001", "\u2192".encode(), "\u2192"),
        (r"\mac", b"\x8e", "\u00e9"),
        (r"\pca", b"\x82", "\u00e9"),
        (r"\ansi\ansicpg99999", b"\xe9", "\u00e9"),
    ],
    ids=["1251", "utf-8", "mac", "850", "unknown"],
)
def test_bytes_are_read_in_the_encoding_of_the_head(head, raw, text):
    assert text_of("rtf", rtf("@", head=head).encode().replace(b"@", raw)) == f"{text}\n"


FAULTY = {
    "no RTF": ("a note", "is no RTF document"),
    "cut": (r"{\rtf1 a note\par", "breaks off before its end"),
    "cut in a word": (r"{\rtf1 {\b a note}\pa", "breaks off before its end"),
    "cut in bytes": (r"{\rtf1 {\pict\bin900 xx}}", "breaks off before its end"),
    "braces": ("{\\rtf1 " + "{" * 5000, "nests its groups too deeply"),
    "empty": (r"{\rtf1 \par }", "holds no text"),
    "picture only": (r"{\rtf1{\pict 00}}", "needs text recognition"),
}


@pytest.mark.parametrize(("raw", "words"), FAULTY.values(), ids=FAULTY)
def test_what_cannot_be_read_says_why(raw, words):
    message = error_of("rtf", raw)
    assert message.startswith("a: ")
    assert words in message


def test_too_many_commands_are_refused(monkeypatch):
    monkeypatch.setattr(rtf_module, "MOST_TOKENS", 5)
    assert "holds over 5 commands" in error_of("rtf", r"{\rtf1 \b \b \b \b a}")


def test_what_stands_before_and_behind_the_document_is_no_text():
    assert text_of("rtf", b"\xef\xbb\xbf\r\n{\\rtf1 a\\par}\r\n\x00gone") == "a\n"


@pytest.mark.parametrize("number", ["99999999999", "-1", "-99999", "9999999", "0"])
@pytest.mark.parametrize("word", ["u", "uc", "f", "ffres", "itap", "ansicpg", "fcharset"])
def test_odd_numbers_are_survived(word, number):
    assert "a" in text_of("rtf", rtf(rf"a{{\{word}{number} b}}\par c d e f g h i j k l m n o p"))
