"""Pictures of what was measured: whole files that a browser and a screen reader can use."""

import re
from dataclasses import replace
from itertools import product
from xml.etree import ElementTree

import pytest

from auditor.classify.calibration import Bin, Calibration
from auditor.classify.figures import Figure
from auditor.errors import ConfigError
from auditor.labelling import read_corpus
from auditor.teaching import curve, general, measuring, plots, reading, whole
from auditor.teaching.counts import count_activities
from auditor.teaching.folders import described, held_files
from auditor.teaching.plots import choice, confusion, scores
from auditor.teaching.plots.picture import STYLE
from auditor.teaching.plots.scores import Row
from auditor.teaching.whole import Measured
from lessons import CORPUS, hold_back, write_few_notes
from report.test_html_contrast import contrast

SVG = "{http://www.w3.org/2000/svg}"


def silent(_):
    """Say nothing."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return hold_back(write_few_notes(tmp_path_factory.mktemp("few") / "corpus"))


@pytest.fixture(scope="module")
def held(corpus):
    """Held-back notes as keywords read them, ours among the readers."""
    files = held_files(corpus)
    keywords = reading.measure(files, reading.keyword_reader())
    activities = reading.measure(files, reading.keyword_reader(), count_activities)
    return {"auditor": keywords, "keywords": keywords, general.NAME: activities}


@pytest.fixture(scope="module")
def measured(corpus, held):
    lessons = read_corpus(corpus)
    return Measured(
        held,
        measuring.of_lessons(lessons, silent, quick=True, jobs=1),
        tuple(curve.learning_curve(lessons, held_files(corpus), silent)),
        "synthetic corpus",
    )


@pytest.fixture(scope="module")
def folder(measured, tmp_path_factory):
    place = tmp_path_factory.mktemp("drawn") / "plots"
    assert plots.write(place, measured) == len(choice.NAMES)
    return place


def said(svg):
    root = ElementTree.fromstring(svg)  # noqa: S314 - a file of our own
    return root, " ".join(root.itertext())


# ------------------------------------------------------------------- the files


@pytest.mark.parametrize("name", choice.NAMES)
def test_each_picture_is_a_whole_file_with_words_for_those_who_do_not_see_it(name, folder):
    root, words = said((folder / f"{name}.svg").read_text("utf-8"))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (
        title.get("id"),
        about.get("id"),
    )
    assert title.text
    assert about.text
    assert "synthetic corpus" in words


@pytest.mark.parametrize("name", choice.NAMES)
def test_no_picture_runs_or_fetches_anything(name, folder):
    text = (folder / f"{name}.svg").read_text("utf-8")
    root, _ = said(text)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "text", "rect", "line", "polyline", "polygon",
        "circle",
    }  # fmt: skip
    assert "url(" not in text
    assert "@import" not in text
    assert not re.search(r"\son[a-z]+=|href", text)


@pytest.mark.parametrize("name", choice.NAMES)
def test_no_shape_leaves_its_picture(name, folder):
    root, _ = said((folder / f"{name}.svg").read_text("utf-8"))
    _, _, width, height = map(float, root.get("viewBox").split())
    for shape in root.find(f"{SVG}g").iter():
        for across, down in (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")):
            if shape.get(across):
                assert -24 <= float(shape.get(across)) <= width - 24
                assert -66 <= float(shape.get(down)) <= height - 66


def test_the_page_shows_all_of_them_and_says_of_which_notes(folder):
    page = (folder / plots.PAGE).read_text("utf-8")
    assert "synthetic corpus" in page
    assert page.count("<svg ") == page.count("<figcaption>") == len(choice.NAMES)
    assert "<script" not in page
    for name in choice.NAMES:
        assert f'href="{name}.svg"' in page
        assert (folder / f"{name}.svg").is_file()


def test_the_same_figures_give_the_same_bytes(folder, measured, tmp_path):
    plots.write(tmp_path, measured)
    for file in folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_pictures_of_an_earlier_time_are_taken_away_and_nothing_else(measured, tmp_path):
    plots.write(tmp_path, measured)
    (tmp_path / "mine.svg").write_text("mine", "utf-8")
    assert plots.write(tmp_path, replace(measured, evaluation=None, curve=())) == 3
    assert {file.stem for file in tmp_path.iterdir()} == {
        "held-classes", "held-elements", "held-confusion", "index", "mine",
    }  # fmt: skip


def test_without_held_back_notes_there_are_the_others(measured, tmp_path):
    assert plots.write(tmp_path, replace(measured, held={}, curve=())) == 4


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(ConfigError) as raised:
        plots.prepare(tmp_path / "file" / "plots")
    assert str(raised.value) == (
        f"--plots: {tmp_path / 'file' / 'plots'} cannot be written (Not a directory);"
        " choose another folder"
    )


def test_only_our_own_notes_are_called_synthetic(tmp_path):
    assert described(CORPUS / ".." / "corpus") == "synthetic corpus"
    assert described(tmp_path / "our-notes") == "corpus our-notes"


# ------------------------------------------------------------------- what they show


def test_a_reader_that_knows_no_elements_is_not_shown_among_them(folder):
    _, classes = said((folder / "held-classes.svg").read_text("utf-8"))
    _, elements = said((folder / "held-elements.svg").read_text("utf-8"))
    assert general.NAME in classes
    assert general.NAME not in elements


def test_reliability_says_what_was_said_and_what_came_true(measured):
    bins = [Bin(i / 10, (i + 1) / 10, 0, None, None) for i in range(10)]
    bins[8] = Bin(0.8, 0.9, 1234, 0.85, 0.71)
    one = Calibration(1234, Figure(0.14, 0.12, 0.16), tuple(bins))
    first, _, *_ = choice.pictures(
        replace(measured, held={}, curve=(), evaluation=replace(measured.evaluation, finds=one))
    )
    assert first.name == "reliability-activity"
    assert "Expected calibration error 0.14 [0.12, 0.16]" in first.said
    assert "1,234 answers of 0.8 to 0.9: on average 0.85, came true 0.71" in first.said
    (dot,) = (shape for shape in first.shapes if shape.startswith("<circle"))
    assert 'class="s0"' in dot


def test_a_dot_of_few_answers_is_hollow(measured):
    few = Calibration(3, Figure(0.1, 0.0, 0.2), (Bin(0.1, 0.2, 3, 0.19, 1.0),))
    evaluation = replace(measured.evaluation, finds=few)
    first, *_ = choice.pictures(replace(measured, held={}, curve=(), evaluation=evaluation))
    (dot,) = (shape for shape in first.shapes if shape.startswith("<circle"))
    assert 'class="hollow"' in dot


def test_confusion_shows_counts_and_shares_of_rows():
    table = {"gait": {"gait": 3, "group": 1, "unclear": 0}, "group": {"gait": 0, "group": 2}}
    drawn = confusion.picture("c", "Title", table, "Counted.")
    joined = "".join(drawn.shapes)
    assert all(f">{words}<" in joined for words in ("75 %", "25 %", "100 %", "3", "1", "2", "4"))
    assert "unclear" not in joined
    assert drawn.said == "Counted. gait: 3 of 4 right, 1 as group. group: 2 of 2 right."


def test_a_row_of_which_nothing_is_marked_has_no_shares():
    drawn = confusion.picture("c", "Title", {"gait": {"gait": 0}}, "Counted.")
    assert not any("%" in shape for shape in drawn.shapes)


def test_scores_show_a_mark_with_its_interval_and_none_where_there_is_no_figure():
    row = Row("goal & plan", 12, {"auditor": Figure(0.5, 0.25, 0.75), "keywords": Figure(None)})
    drawn = scores.picture("s", "Title", [row])
    joined = "".join(drawn.shapes)
    assert ">goal &amp; plan (12)<" in joined
    assert ">0.50 [0.25, 0.75]<" in joined
    assert joined.count('class="w0"') == 1
    assert 'class="w1"' not in joined


def test_the_curve_tells_of_every_step(measured):
    (drawn,) = choice.pictures(replace(measured, held={}, evaluation=None))
    assert "Activities: 1 authors" not in drawn.said
    assert "3 authors and the clause bank" in drawn.said


def test_the_curve_of_a_single_author_is_drawn(measured):
    alone = tuple(replace(point, authors=1) for point in measured.curve)
    (drawn,) = choice.pictures(replace(measured, held={}, evaluation=None, curve=alone))
    assert "1 author " in drawn.said


# ------------------------------------------------------------------- light and dark


def palettes():
    blocks = re.findall(r"\.plot \{(.*?)\}", STYLE, flags=re.DOTALL)
    read = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block)) for block in blocks]
    return dict(zip(("light", "dark"), read, strict=True))


def mixed(colour, paper, share):
    parts = [(int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in parts)


@pytest.mark.parametrize(
    ("scheme", "ink"), [*product(("light", "dark"), ("ink", "soft", "one", "two", "three"))]
)
def test_words_and_marks_stand_out_from_the_paper(scheme, ink):
    palette = palettes()[scheme]
    assert contrast(palette[ink], palette["paper"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_fullest_cell(scheme):
    palette = palettes()[scheme]
    fullest = mixed(palette["one"], palette["paper"], confusion.DARKEST)
    assert contrast(palette["ink"], fullest) >= 4.5


# ------------------------------------------------------------------- a third reader


def measure_held(corpus, monkeypatch, reader):
    told = []
    monkeypatch.setattr(reading, "shipped", reading.keyword_reader)
    monkeypatch.setattr(whole, "general_reader", lambda: reader)
    return whole.measure_all(corpus, told.append, refit=False), told


def test_the_general_pipeline_is_read_with_beside_the_others(corpus, monkeypatch):
    found, told = measure_held(corpus, monkeypatch, reading.keyword_reader())
    assert list(found.held) == ["auditor", "keywords", general.NAME]
    assert not any(thing.startswith("element") for thing in found.held[general.NAME].found)
    assert found.text().splitlines()[3].split() == [
        "found", "marked", "auditor", "keywords", "general", "English",
    ]  # fmt: skip
    assert told == ["read the 6 notes held back"]


def test_where_it_is_not_installed_one_line_says_how_to_get_it(corpus, monkeypatch):
    found, told = measure_held(corpus, monkeypatch, None)
    assert list(found.held) == ["auditor", "keywords"]
    assert told == [general.ABSENT, "read the 6 notes held back"]
