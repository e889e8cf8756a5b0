"""Training and measuring are asked for as the options say, and tell what they do."""

import pytest

from auditor import teaching
from auditor.teaching import plots, rule_figures
from auditor.teaching.rule_figures import RuleFigures
from cli.running import run
from lessons import write_few_notes


class _Answer:
    """What stands in for a training or a measurement."""

    def text(self):
        return "as text\n"

    def json(self):
        return '{"as": "json"}\n'


@pytest.fixture
def asked(monkeypatch):
    """What was asked of the two functions."""
    calls = []

    def take(*arguments, **options):
        *given, say = arguments
        say("learning")
        calls.append((given, options))
        return _Answer()

    monkeypatch.setattr(teaching, "train", take)
    monkeypatch.setattr(teaching, "measure_all", take)
    return calls


def test_training_says_what_it_does_and_what_came_of_it(asked, tmp_path):
    ended = run("train", "--corpus", tmp_path, "--out", tmp_path / "m", "--quick", "--no-measure")
    assert (ended.code, ended.out, ended.err) == (0, "as text\n", "auditor: learning\n")
    options = {"measured": False, "quick": True, "jobs": None}
    assert asked == [([tmp_path, tmp_path / "m"], options)]


@pytest.mark.parametrize(("form", "out"), [("text", "as text\n"), ("json", '{"as": "json"}\n')])
def test_measuring_gives_the_figures_in_either_form(form, out, asked):
    assert run("evaluate", "--format", form, "--jobs", "3").out == out
    options = {"refit": True, "curve": False, "quick": False, "jobs": 3}
    assert asked == [([None], options)]


def test_held_back_notes_alone_can_be_asked_for(asked):
    run("evaluate", "--held", "--curve")
    assert asked == [([None], {"refit": False, "curve": True, "quick": False, "jobs": None})]


def test_plots_are_drawn_where_asked_for(asked, monkeypatch, tmp_path):
    drawn = []

    def write(folder, measured):
        drawn.append((folder, measured.text()))
        return 3

    monkeypatch.setattr(plots, "write", write)
    ended = run("evaluate", "--held", "--plots", tmp_path / "new")
    assert (ended.code, ended.out, drawn) == (0, "as text\n", [(tmp_path / "new", "as text\n")])
    page = tmp_path / "new" / "index.html"
    assert ended.err == f"auditor: learning\nauditor: drew 3 pictures; open {page}\n"
    assert len(asked) == 1


def test_a_folder_of_plots_that_cannot_be_is_said_before_anything_is_measured(asked, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    ended = run("evaluate", "--plots", tmp_path / "file")
    assert (ended.code, ended.out) == (2, "")
    assert "--plots: " in ended.err
    assert asked == []


def test_rules_are_not_drawn(tmp_path):
    ended = run("evaluate", "--rules", "--plots", tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "rules are not drawn; leave out --rules or --plots" in ended.err


@pytest.mark.parametrize("option", ["--held", "--curve"])
def test_a_corpus_without_held_back_notes_is_said(option, tmp_path):
    ended = run("evaluate", option, "--corpus", write_few_notes(tmp_path / "few"))
    assert (ended.code, ended.out) == (2, "")
    assert "no notes held back from learning (held/*.jsonl)" in ended.err


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_a_corpus_that_is_not_there_is_said(command, tmp_path):
    out = ("--out", tmp_path / "model") if command == "train" else ()
    ended = run(command, "--corpus", tmp_path, *out)
    assert ended.code == 2
    assert ended.err.startswith("auditor: no annotated notes (notes/*.jsonl): looked in")
    assert not (tmp_path / "model").exists()


def test_rules_are_measured_and_told_as_asked(monkeypatch):
    figures = {"UNI101": RuleFigures("planted", 2, 1, 1, 1, missed=("UNI101-2",))}

    def measure(_, say):
        say("measuring")
        return figures

    monkeypatch.setattr(teaching, "measure_rules", measure)
    ended = run("evaluate", "--rules")
    assert (ended.code, ended.err) == (0, "auditor: measuring\n")
    assert ended.out == rule_figures.as_text(figures)
    assert run("evaluate", "--rules", "--format", "json").out == rule_figures.dumps(figures)
