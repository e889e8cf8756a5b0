"""The settings file: what it holds is read, what it may not hold is named with its line."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import KEYS, Config, load, merged
from auditor.errors import ConfigError
from auditor.model import Severity


@pytest.fixture
def site(tmp_path):
    """Write an ``auditor.toml`` in a folder, and read it from there."""

    def load_text(text):
        raw = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "auditor.toml").write_bytes(raw)
        return load(None, tmp_path)

    return load_text


def test_every_key_is_read(site, tmp_path):
    (tmp_path / "our-payer.toml").write_text("", encoding="utf-8")
    config = site(
        """
        payer = "medicare"
        select = ["TIM101", "missing-goal"]
        ignore = ["COD201"]
        gate = "warning"
        jobs = 4
        pack = "our-payer.toml"
        overrides = "kept/ours.jsonl"
        on_error = "hold"
        timeout_seconds = 5
        may_release = ["billing lead", " K. L. "]

        [severity]
        TIM101 = "warning"
        missing-goal = "info"
        COD201 = "error"
        COD202 = "off"
        """
    )
    assert config == Config(
        payer="medicare",
        select=("TIM101", "missing-goal"),
        ignore=("COD201",),
        gate=Severity.WARNING,
        jobs=4,
        severity={
            "TIM101": Severity.WARNING,
            "missing-goal": Severity.INFO,
            "COD201": Severity.ERROR,
            "COD202": None,
        },
        pack=tmp_path / "our-payer.toml",
        overrides=tmp_path / "kept" / "ours.jsonl",
        on_error="hold",
        timeout_seconds=5.0,
        may_release=("billing lead", "K. L."),
    )


@pytest.mark.parametrize("text", ["", "# nothing set\n", "\ufeff", "select = []\n[severity]\n"])
def test_a_file_that_sets_nothing_leaves_the_defaults(site, text):
    assert site(text) == Config()


def test_windows_line_ends_and_mark_are_read(site):
    assert site("\ufeffjobs = 2\r\ngate = 'info'\r\n") == Config(jobs=2, gate=Severity.INFO)


def test_the_keys_are_the_documented_ones():
    assert KEYS == (
        "payer",
        "select",
        "ignore",
        "gate",
        "jobs",
        "severity",
        "pack",
        "claim_columns",
        "overrides",
        "on_error",
        "timeout_seconds",
        "mapping",
        "may_release",
    )


def test_settings_can_be_sent_to_another_process():
    config = Config(select=("TIM101",), severity={"TIM101": None})
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 (our own bytes)


WORD = 'payer must be a word in quotes, such as payer = "medicare"'
RULES = 'select must be a list of rules, such as select = ["TIM101"]'
JOBS = "jobs must be a whole number from 1"
PACK = 'pack must be the path of a pack file, such as pack = "our-payer.toml"'
TABLE = 'severity must be a table of rules, such as [severity] with TIM101 = "warning"'
IGORE = "unknown key 'igore'; did you mean 'ignore'?"
THE_KEYS = (
    "payer, select, ignore, gate, jobs, severity, pack, claim_columns, overrides, on_error, "
    "timeout_seconds, mapping or may_release"
)
FILE = "overrides must be the path of a file, in quotes"
SECONDS = "timeout_seconds must be a number of seconds above 0"

NAMES = 'may_release must be a list of names or roles, such as may_release = ["billing lead"]'

WRONG = {
    "names-word": ('may_release = "KL"', 1, NAMES),
    "names-empty": ('may_release = ["KL", " "]', 1, NAMES),
    "unknown-key": ('igore = ["TIM101"]', 1, IGORE),
    "unknown-case": ("JOBS = 2", 1, "unknown key 'JOBS'; did you mean 'jobs'?"),
    "unknown-far": ("colour = 2", 1, f"unknown key 'colour'; it may be {THE_KEYS}"),
    "unknown-table": (
        '[severty]\nTIM101 = "off"',
        1,
        "unknown key 'severty'; did you mean 'severity'?",
    ),
    "unknown-dotted": (
        "jobs = 1\ntool.auditor.jobs = 2",
        2,
        f"unknown key 'tool'; it may be {THE_KEYS}",
    ),
    "payer-number": ("payer = 7", 1, WORD),
    "payer-empty": ('payer = " "', 1, WORD),
    "select-word": ('select = "TIM101"', 1, RULES),
    "select-number": ('select = ["TIM101", 7]', 1, RULES),
    "select-empty-word": ('select = [""]', 1, RULES),
    "ignore-table": (
        "[ignore]\nTIM101 = true",
        1,
        'ignore must be a list of rules, such as ignore = ["TIM101"]',
    ),
    "gate-near": ('gate = "warn"', 1, "gate must not be 'warn'; did you mean 'warning'?"),
    "gate-far": ('gate = "high"', 1, "gate must not be 'high'; it may be error, warning or info"),
    "gate-off": ('gate = "off"', 1, "gate must not be 'off'; it may be error, warning or info"),
    "gate-number": ("gate = 1", 1, "gate must be error, warning or info, in quotes"),
    "jobs-zero": ("jobs = 0", 1, JOBS),
    "jobs-decimal": ("jobs = 2.0", 1, JOBS),
    "jobs-word": ('jobs = "2"', 1, JOBS),
    "jobs-true": ("jobs = true", 1, JOBS),
    "pack-number": ("pack = 7", 1, PACK),
    "pack-empty": ('pack = ""', 1, PACK),
    "mapping-number": (
        "mapping = 7",
        1,
        'mapping must be the path of a mapping file, such as mapping = "mapping.toml"',
    ),
    "mapping-missing": (
        'mapping = "x.toml"',
        1,
        "there is no mapping file x.toml; check its path",
    ),
    "pack-missing": ('pack = "x.toml"', 1, "there is no pack file x.toml; check its path"),
    "overrides-number": ("overrides = 7", 1, FILE),
    "overrides-empty": ('overrides = ""', 1, FILE),
    "on-error-far": ('on_error = "2"', 1, "on_error must not be '2'; it may be hold or release"),
    "timeout-zero": ("timeout_seconds = 0", 1, SECONDS),
    "timeout-word": ('timeout_seconds = "30"', 1, SECONDS),
    "timeout-for-ever": ("timeout_seconds = inf", 1, SECONDS),
    "timeout-true": ("timeout_seconds = true", 1, SECONDS),
    "severity-word": ('severity = "off"', 1, TABLE),
    "severity-near": (
        '[severity]\nTIM101 = "off"\n\n# ours\nCOD201 = "eror"',
        5,
        "severity.COD201 must not be 'eror'; did you mean 'error'?",
    ),
    "severity-far": (
        'severity = {TIM101 = "high"}',
        1,
        "severity.TIM101 must not be 'high'; it may be error, warning, info or off",
    ),
    "severity-true": (
        "severity.TIM101 = false",
        1,
        "severity.TIM101 must be error, warning, info or off, in quotes",
    ),
    "after-comments": ("# jobs = 1\n\njobs = 2 # two\n  # igore\n\nigore = []", 6, IGORE),
    "after-a-long-list": ('select = [\n  "TIM101",\n  "igore",\n]\nigore = []', 5, IGORE),
    "a-long-list-itself": ("jobs = 1\nselect = [\n  7,\n]\n", 2, RULES),
    "after-a-long-word": ('payer = """\nigore = 1\n"""\r\nigore = []', 4, IGORE),
    "the-first-of-two": ("jobs = 0\nigore = 1", 1, JOBS),
    "quoted-key": ('jobs = 1\n"igore" = 1', 2, IGORE),
}


@pytest.mark.parametrize(("text", "line", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_named_with_its_line(site, text, line, reason):
    with pytest.raises(ConfigError) as caught:
        site(text)
    assert str(caught.value) == f"auditor.toml:{line}: {reason}"


SYNTAX = {
    "no-value": ("jobs = 1\ngate =\n", 2, "Invalid value"),
    "no-quotes": ("gate = warning", 1, "Invalid value"),
    "given-twice": ("jobs = 1\njobs = 2", 2, "Cannot overwrite a value"),
    "no-end": ('\nselect = ["TIM101"\n\n', 2, "Unclosed array"),
    "no-sign": ("jobs 1", 1, "Expected '=' after a key in a key/value pair"),
}


@pytest.mark.parametrize(("text", "line", "reason"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_no_toml_is_named_with_its_line(site, text, line, reason):
    with pytest.raises(ConfigError) as caught:
        site(text)
    assert str(caught.value) == f"auditor.toml:{line}: not valid TOML: {reason}"


def test_a_file_in_another_encoding_is_an_error(site):
    with pytest.raises(ConfigError) as caught:
        site("jobs = 1".encode("utf-16"))
    assert str(caught.value) == "auditor.toml: is not UTF-8; save it as UTF-8 text"


@given(before=st.integers(0, 5), between=st.integers(0, 5))
def test_the_line_counts_whatever_stands_before(tmp_path_factory, before, between):
    folder = tmp_path_factory.mktemp("site")
    lines = ["# igore = 1"] * before + ["jobs = 1"] + [""] * between + ["igore = 1"]
    (folder / "auditor.toml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(None, folder)
    assert str(caught.value).startswith(f"auditor.toml:{before + between + 2}: unknown key")


def test_the_nearest_file_above_is_read(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "auditor.toml").write_text("jobs = 2", encoding="utf-8")
    assert load(None, inner) == Config(jobs=2)
    (tmp_path / "a" / "auditor.toml").write_text("jobs = 3", encoding="utf-8")
    assert load(None, inner) == Config(jobs=3)


def test_the_start_may_be_a_relative_folder(tmp_path, monkeypatch):
    (tmp_path / "auditor.toml").write_text("jobs = 2", encoding="utf-8")
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert load(None, Path()) == Config(jobs=2)


def test_without_a_file_the_settings_are_the_defaults(tmp_path):
    assert load(None, tmp_path) == Config()


def test_a_wrong_file_further_up_is_named_by_its_path(tmp_path):
    (tmp_path / "auditor.toml").write_text("igore = 1", encoding="utf-8")
    (tmp_path / "a").mkdir()
    with pytest.raises(ConfigError) as caught:
        load(None, tmp_path / "a")
    assert str(caught.value) == f"{tmp_path}/auditor.toml:1: {IGORE}"


def test_a_file_given_goes_before_the_one_found(tmp_path):
    (tmp_path / "auditor.toml").write_text("jobs = 2", encoding="utf-8")
    (tmp_path / "night.toml").write_text("jobs = 8", encoding="utf-8")
    assert load(tmp_path / "night.toml", tmp_path) == Config(jobs=8)


def test_a_file_given_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(Path("nowhere/auditor.toml"), tmp_path)
    reason = "cannot be read (No such file or directory); check the path"
    assert str(caught.value) == f"nowhere/auditor.toml: {reason}"


def test_a_packs_path_is_relative_to_the_file_that_names_it(tmp_path):
    (tmp_path / "packs").mkdir()
    pack = tmp_path / "packs" / "ours.toml"
    pack.write_text("", encoding="utf-8")
    (tmp_path / "auditor.toml").write_text('pack = "packs/ours.toml"', encoding="utf-8")
    assert load(None, tmp_path / "packs").pack == pack


SET = Config(
    payer="medicare",
    select=("TIM101",),
    gate=Severity.WARNING,
    jobs=2,
    severity={"TIM101": Severity.INFO, "COD201": None},
)

OVERRIDES = {
    "payer": ({"payer": "aetna"}, {"payer": "aetna"}),
    "select": ({"select": ["COD201"]}, {"select": ("COD201",)}),
    "select-tuple": ({"select": ("COD201", "COD202")}, {"select": ("COD201", "COD202")}),
    "ignore": ({"ignore": ["COD202"]}, {"ignore": ("COD202",)}),
    "gate": ({"gate": "info"}, {"gate": Severity.INFO}),
    "gate-typed": ({"gate": Severity.ERROR}, {"gate": Severity.ERROR}),
    "jobs": ({"jobs": 8}, {"jobs": 8}),
    "severity": (
        {"severity": {"TIM101": "off", "GOA101": "error"}},
        {"severity": {"TIM101": None, "COD201": None, "GOA101": Severity.ERROR}},
    ),
    "several": ({"jobs": 8, "gate": "info"}, {"jobs": 8, "gate": Severity.INFO}),
}


@pytest.mark.parametrize(("overrides", "changed"), OVERRIDES.values(), ids=OVERRIDES)
def test_an_option_goes_before_the_setting_and_changes_no_other(overrides, changed):
    unchanged = {key: getattr(SET, key) for key in KEYS}
    assert merged(SET, **overrides) == Config(**{**unchanged, **changed})


def test_a_pack_given_as_an_option_is_relative_to_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "ours.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert merged(SET, pack=Path("ours.toml")).pack == Path("ours.toml")
    assert merged(SET, pack=tmp_path / "ours.toml").pack == tmp_path / "ours.toml"


@pytest.mark.parametrize("missing", [None, [], (), {}], ids=repr)
@pytest.mark.parametrize("key", KEYS)
def test_an_option_not_given_changes_nothing(key, missing):
    assert merged(SET, **{key: missing}) == SET


WRONG_OPTIONS = {
    "jobs": ({"jobs": 0}, "--jobs: jobs must be a whole number from 1"),
    "gate": ({"gate": "warn"}, "--gate: gate must not be 'warn'; did you mean 'warning'?"),
    "pack": ({"pack": Path("x")}, "--pack: there is no pack file x; check its path"),
}


@pytest.mark.parametrize(("overrides", "message"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_a_wrong_option_is_named(overrides, message):
    with pytest.raises(ConfigError) as caught:
        merged(SET, **overrides)
    assert str(caught.value) == message


def test_an_option_nobody_knows_is_our_own_mistake():
    with pytest.raises(TypeError):
        merged(SET, igore=["TIM101"])
