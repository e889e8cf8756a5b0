"""``auditor watch`` and ``auditor release`` as they are called."""

import json

import pytest

import dropping
from auditor.cli.options import Asked
from auditor.cli.work import watch
from cli.running import DRAFT, jsonl, run


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return dropping.made(tmp_path)


def watched(*arguments):
    return run("watch", "in", "--out", "gate", "--once", "--settle", "0", *arguments)


def test_a_working_drop_folder(site):
    """With the real engine: judged, held, listed, let go, not judged twice."""
    (site.root / "auditor.toml").write_text('may_release = ["billing lead"]\n')
    site.drop("sub/draft.txt", DRAFT)
    site.drop("bad.pdf", b"%PDF-1.4 torn")
    ended = watched()
    assert (ended.code, ended.out) == (2, "")
    assert "sub/draft.txt: 1 note: 1 held" in ended.err
    assert site.boxes() == [("bad.pdf", "failed"), ("sub/draft.txt", "held")]

    listed = run("release", "gate")
    assert "held by: TIM101" in listed.out
    assert "may release: billing lead" in listed.out
    (item,) = json.loads(run("release", "gate", "--format", "json").out)
    assert item["source"] == "sub/draft.txt"

    refused = run("release", "gate", item["item"], "--by", "KL", "--reason", "other")
    assert (refused.code, "KL may not release it" in refused.err) == (2, True)
    given = ("--by", "billing lead", "--reason", "documented_elsewhere", "--note", "see chart")
    assert run("release", "gate", item["item"], *given).code == 0
    assert run("release", "gate").out == ""

    site.drop("again.txt", DRAFT)
    ended = watched()
    assert (ended.code, "again.txt: 1 note: 1 judged before" in ended.err) == (0, True)
    ((_, values),) = [pair for pair in site.items() if pair[0] == "released"]
    assert values["released"]["by"] == "billing lead"
    again = watched("--gate", "info")
    assert again.code == 0


def fast(site, **wanted):
    asked = watch.Wanted(
        dropped=site.folder, out=site.places.out, once=True, settle_seconds=0.0, **wanted
    )
    return watch.watch(asked, Asked(), open_desk=dropping.open_desk)


@pytest.mark.parametrize(
    ("notes", "code"),
    [(["fine"], 0), (["fine", "HOLD"], 1), (["HOLD", "BROKEN"], 2), ([], 0)],
    ids=["released", "held", "failed", "nothing"],
)
def test_the_exit_code_of_one_run_says_what_came_of_it(site, notes, code):
    if notes:
        site.drop("march.jsonl", jsonl(*notes))
    assert fast(site) == code
    assert fast(site) == 0


@pytest.mark.parametrize(
    ("is_shadow", "said"), [(False, "go to {}\n"), (True, "go to {} (shadow: nothing is held)\n")]
)
def test_the_first_line_says_whether_anything_is_held(site, is_shadow, said, monkeypatch, capsys):
    monkeypatch.setattr(watch.Stop, "is_asked", lambda _: True)
    wanted = watch.Wanted(dropped=site.folder, out=site.places.out, shadow=is_shadow)
    assert watch.watch(wanted, Asked(), open_desk=dropping.open_desk) == 0
    assert capsys.readouterr().err.endswith(said.format(site.places.out))


def test_nothing_to_do_starts_no_process(site, monkeypatch):
    monkeypatch.setattr("auditor.gate.dropfolder.worker.live", None)
    assert fast(site) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("watch", "nowhere", "--out", "gate"), "nowhere: there is no such folder"),
        (("watch", "in", "--out", "in/gate"), "lie in one another"),
        (("watch", "in", "--out", "file"), "cannot be made"),
        (("watch", "in", "--out", "gate", "--done-suffix", "a/b"), "--done-suffix"),
        (("watch", "in", "--out", "gate", "--payer", "nobody"), "--payer"),
        (("release", "nowhere"), "no folder that `auditor watch --out` writes to"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(site, arguments, said):
    (site.root / "file").write_text("")
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_rules_that_nobody_knows_end_it_before_a_file_is_taken(site):
    site.drop("draft.txt", DRAFT)
    ended = run("watch", "in", "--out", "gate", "--settle", "60", "--select", "NOPE1")
    assert ended.code == 2
    assert "NOPE1" in ended.err
    assert site.left() == ["draft.txt"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "--by: say who"),
        (("--by", "KL"), "--reason: say why, by one of these codes: documented_elsewhere"),
        (("--by", "KL", "--reason", "oter"), "did you mean 'other'?"),
        (("--by", " ", "--reason", "other"), "--by: say who"),
        (("--by", "K\nL", "--reason", "other"), "--by: say who"),
    ],
)
def test_a_release_needs_who_and_why(site, given, said):
    site.drop("march.jsonl", jsonl("HOLD"))
    fast(site)
    (item,) = [values["item"]["name"] for _, values in site.items()]
    ended = run("release", "gate", item, *given)
    assert (ended.code, said in ended.err) == (2, True)
    assert site.boxes() == [("march.jsonl:1", "held")]


def test_an_item_satisfies_the_schema_of_records(site):
    from jsonschema import Draft202012Validator

    from auditor.record import json_schema

    site.drop("draft.txt", DRAFT)
    watched()
    ((_, values),) = site.items()
    run("release", "gate", values["item"]["name"], "--by", "KL", "--reason", "other")
    ((box, values),) = site.items()
    assert (box, values["released"]["note"]) == ("released", None)
    Draft202012Validator(json_schema()).validate(values)


@pytest.mark.parametrize("how", ["option", "settings"])
def test_tables_are_read_by_the_sites_mapping(site, how):
    """Two columns might hold notes: only the mapping says which does."""
    quoted = DRAFT.replace('"', '""')
    table = f'Ref,Words A,Words B\nA-1,"{quoted}",none\n'
    (site.root / "export.csv").write_text(table)
    mapped = run("map", "export.csv", "--yes", "--set", "text=Words A", "--out", "mapping.toml")
    assert mapped.code == 0
    site.drop("march.csv", table)
    (site.root / "auditor.toml").write_text('mapping = "mapping.toml"\n' * (how == "settings"))
    assert watched(*(("--mapping", "mapping.toml") if how == "option" else ())).code == 1
    ((box, values),) = site.items()
    assert (box, values["source"]) == ("held", "march.csv:2")
