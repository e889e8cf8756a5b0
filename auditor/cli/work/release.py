"""List what a drop folder holds and let single items go, as ``auditor release`` does."""

from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from auditor import config
from auditor.cli import streams
from auditor.cli.options import PageFormat
from auditor.cli.work.exits import READY
from auditor.cli.work.values import write_json
from auditor.errors import AuditorError, ConfigError, InputError
from auditor.gate.dropfolder import releasing
from auditor.gate.dropfolder.places import Box, Places
from auditor.gate.dropfolder.releasing import Held
from auditor.gate.reasons import REASONS
from auditor.report.words import plural

MOST_LETTERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The options as given."""

    item: str
    by: str | None
    reason: str | None
    note: str | None


def listed(out: Path, *, output: PageFormat) -> int:
    """Write what is held; return the exit code.

    Raises:
        AuditorError: It is no drop folder, or cannot be read.
    """
    places = _places(out)
    try:
        held = releasing.held(places)
        if output is PageFormat.JSON:
            write_json([asdict(item) for item in held])
            return READY
        count = 0
        streams.for_people()
        for item in held:
            count += 1
            streams.write(_shown(item))
    except OSError as error:
        raise _unreadable(out, error) from None
    streams.say(f"{plural(count, 'item')} held in {out}")
    return READY


def release(out: Path, given: Given, config_file: Path | None) -> int:
    """Let an item go; return the exit code.

    Raises:
        AuditorError: It cannot be let go; the message says why.
    """
    places = _places(out)
    permitted = config.load(config_file, Path.cwd()).may_release
    by = _plain("--by", given.by, "say who lets it go, such as --by KL")
    if by is None:
        message = "--by: say who lets it go, such as --by KL"
        raise ConfigError(message)
    release = releasing.released_by(
        by, _reason(given.reason), _plain("--note", given.note, "give a remark")
    )
    try:
        name = releasing.release(places, given.item, release, permitted=permitted)
    except OSError as error:
        message = f"{out}: cannot be written ({error.strerror}); nothing is lost, try again"
        raise AuditorError(message) from None
    streams.say(f"{name} is released")
    return READY


def _places(out: Path) -> Places:
    places = Places(out)
    if not places.box(Box.HELD).is_dir() or not places.releases.is_dir():
        message = f"{out}: is no folder that `auditor watch --out` writes to; check its path"
        raise InputError(message)
    return places


def _unreadable(out: Path, error: OSError) -> InputError:
    return InputError(f"{out}: cannot be read ({error.strerror}); check its permissions")


def _reason(code: str | None) -> str:
    if code is not None and code in REASONS:
        return code
    codes = ", ".join(REASONS)
    if code is None:
        message = f"--reason: say why, by one of these codes: {codes}"
        raise ConfigError(message)
    near = get_close_matches(code, REASONS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"it may be {codes}"
    message = f"--reason: there is no reason {code!r}; {hint}"
    raise ConfigError(message)


def _plain(option: str, words: str | None, hint: str) -> str | None:
    words = None if words is None else words.strip()
    if words is None:
        return None
    if not words or len(words) > MOST_LETTERS or not words.isprintable():
        message = f"{option}: {hint}, in one line of up to {MOST_LETTERS} letters"
        raise ConfigError(message)
    return words


def _shown(item: Held) -> str:
    who = ", ".join(item.may_release) or "whoever can write here"
    rules = ", ".join(item.rules) or "could not be judged"
    question = f"  ask: {item.questions[0]}\n" if item.questions else ""
    more = (
        f"  and {plural(len(item.questions) - 1, 'more question')}\n" if item.questions[1:] else ""
    )
    return (
        f"{item.item}\n  from: {item.source}\n  held by: {rules}\n{question}{more}"
        f"  may release: {who}\n"
    )
