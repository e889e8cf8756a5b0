"""spaCy is imported without its command line, and nobody who wants that is kept from it."""

import subprocess
import sys

import pytest

LOADED = "import sys; import auditor.nlp.pipeline; "


def said(code):
    """What a fresh process prints."""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.strip()


def test_reading_does_not_import_what_downloads():
    names = "'spacy.cli', 'weasel', 'requests', 'httpx'"
    assert said(LOADED + f"print([n for n in ({names}) if n in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "wanted",
    ["spacy.info(silent=True)['spacy_version']", "__import__('spacy.cli').cli.info.__module__"],
)
def test_the_command_line_is_there_once_it_is_wanted(wanted):
    assert said(LOADED + f"import spacy; print({wanted})")


def test_spacy_is_imported_plainly_where_it_wants_more_of_its_command_line():
    """As if another version of it asked for what does not stand in."""
    code = (
        "import sys; from auditor import nlp\n"
        "from auditor.nlp import light\n"
        "light._forget(); light._INFO = 'spacy.cli.other'\n"
        "light.import_spacy(); import spacy\n"
        "print(spacy.blank('en')('two words')[1].text)"
    )
    assert said(code) == "words"
