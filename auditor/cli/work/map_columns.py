"""Find out which columns of an export hold what, and keep it, as ``auditor map`` does."""

import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from auditor.billing import packs
from auditor.cli import streams
from auditor.cli.work import map_asked, map_shown
from auditor.cli.work.map_asked import Columns
from auditor.errors import AuditorError, ConfigError, InputError, PackError
from auditor.ingest import Refused, mapping, mapping_file, read_sources
from auditor.ingest.columns import holds_notes
from auditor.ingest.proposing import Proposal, propose, without
from auditor.ingest.refused import Place, shown
from auditor.ingest.sampled import samples
from auditor.report.words import plural

WRITTEN, NOT_WRITTEN = 0, 2
_TRIED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options as given."""

    settings: tuple[str, ...]
    grouped: bool | None
    out: Path
    yes: bool
    force: bool
    values: bool


def map_columns(file: Path, asked: Asked) -> int:
    """Show the proposal, let it be changed, write it; return the exit code.

    Raises:
        AuditorError: The export cannot be read, or the mapping not be written.
    """
    _check_place(asked)
    proposal = _with_known_payers(_best(file))
    chosen = map_asked.with_settings(proposal, asked.settings)
    grouped = proposal.grouped if asked.grouped is None else asked.grouped
    streams.for_people()
    streams.write(map_shown.table(proposal, chosen, values=asked.values))
    streams.write(map_shown.rows_line(proposal, grouped=grouped))
    if not asked.yes:
        if not (streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stderr)):
            streams.say(f"nothing is written; give --yes to write this to {shown(str(asked.out))}")
            return NOT_WRITTEN
        streams.flush()
        chosen, grouped = map_asked.confirmed(proposal, chosen, grouped=grouped)
    if not holds_notes(chosen):
        message = (
            f"{shown(str(file))}: no column is named for the notes' text, so nothing is written; "
            'give --set text="its heading"'
        )
        raise ConfigError(message)
    _write(asked, chosen, grouped=grouped)
    _try_out(file, asked.out)
    return WRITTEN


def _check_place(asked: Asked) -> None:
    if asked.out.exists() and not asked.force:
        raise ConfigError(_there(asked.out))


def _there(out: Path) -> str:
    name = shown(str(out))
    return f"--out: {name} is there already; give another name, or --force to overwrite it"


def _best(file: Path) -> Proposal:
    """Propose for the first sheet that holds notes, else for the first.

    Raises:
        InputError: The file holds no table.
    """
    place = Place(shown(str(file)), shown(file.name))
    proposals = []
    for sample in samples(file, place):
        proposal = propose(sample)
        if holds_notes(proposal.choices):
            return proposal
        proposals.append(proposal)
    return proposals[0]


def _with_known_payers(proposal: Proposal) -> Proposal:
    """Leave the payers' column out where it names some that no note could be judged for."""
    choice = proposal.choices.get("payer")
    if choice is None:
        return proposal
    column = choice.columns[0]
    named = set(proposal.sample.values(column))
    unknown = sum(not _is_held(payer) for payer in named)
    if not unknown:
        return proposal
    why = (
        f"of {plural(len(named), 'payer')} in {shown(proposal.sample.headings[column].strip())}, "
        f"{unknown} are none that a pack is held for (see `auditor payers`), and their notes could "
        "not be judged; without it the payer of --payer or auditor.toml holds"
    )
    return without(proposal, "payer", why)


def _is_held(payer: str) -> bool:
    try:
        packs.demands_for(payer)
    except PackError:
        return False
    return True


def _write(asked: Asked, chosen: Columns, *, grouped: bool) -> None:
    text = mapping_file.written(chosen, grouped=grouped, name=shown(asked.out.name))
    try:
        with asked.out.open("w" if asked.force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ConfigError(_there(asked.out)) from None
    except OSError as error:
        message = f"{shown(str(asked.out))}: cannot be written ({error.strerror}); check the path"
        raise AuditorError(message) from None


def _try_out(file: Path, out: Path) -> None:
    """Read the first notes by the mapping, and say how that went."""
    name = shown(str(out))
    try:
        items = list(islice(read_sources([file], mapping=mapping.load(out)), _TRIED))
    except InputError as error:
        streams.say(f"{name} is written, but no note can be read with it: {error}")
        return
    refused = [item for item in items if isinstance(item, Refused)]
    some = f"the first {len(items)} notes" if len(items) == _TRIED else plural(len(items), "note")
    if not refused:
        streams.say(f"{name} is written; with it {some} can be read")
        return
    streams.say(f"{name} is written; of {some} {len(refused)} cannot be read, the first because")
    streams.say(refused[0].message)
