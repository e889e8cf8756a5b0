"""A note that hangs or kills its process fails alone; the rest goes on, nobody is left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

import dropping
from auditor.errors import AuditorError
from auditor.gate.dropfolder import worker
from auditor.gate.dropfolder.crew import Processes
from auditor.gate.dropfolder.ruleset import Ruleset
from dropping import lines

SECONDS = 1.5


def stuck_reader(ruleset):
    """Opens a desk whose reader hangs at one file."""
    from auditor.gate.dropfolder import judging

    real = judging.read_sources

    def read(sources, **options):
        if "stuck" in str(sources[0]):
            time.sleep(60)
        return real(sources, **options)

    judging.read_sources = read
    return dropping.open_desk(ruleset)


def unfit(_ruleset):
    message = "no trained model: run `auditor train`"
    raise AuditorError(message)


def broken(_ruleset):
    message = "a patient's words"
    raise ValueError(message)


def dead(_ruleset):
    os._exit(3)


def crew(open_desk=dropping.open_desk, *, jobs=1, seconds=SECONDS):
    return lambda: Processes(open_desk, Ruleset(), jobs=jobs, timeout_seconds=seconds)


def why(dropped, source):
    (values,) = [v for _, v in dropped.items() if v["item"]["source"].startswith(source)]
    return values["hook"]["because"]


@pytest.mark.parametrize(
    ("word", "reason"), [("STUCK", "auditing it took longer than"), ("DIES", "died, perhaps")]
)
def test_a_note_that_hangs_or_kills_its_process_fails_and_the_rest_goes_on(dropped, word, reason):
    dropped.drop("march.jsonl", lines("fine", "HOLD it", word, "fine too"))
    dropped.drop("other.txt", "fine as well")
    dropped.watch(crew=crew())
    boxes = [box for _, box in dropped.boxes()]
    assert boxes == ["released", "held", "failed", "released", "released"]
    assert reason in why(dropped, "march.jsonl:3")
    assert dropped.left() == []


def test_a_reader_that_hangs_fails_the_file_and_the_rest_goes_on(dropped):
    dropped.drop("stuck.txt", "fine")
    dropped.drop("well.txt", "fine too")
    dropped.watch(crew=crew(stuck_reader))
    assert dropped.boxes() == [("stuck.txt:unread", "failed"), ("well.txt", "released")]
    assert "reading it took longer than" in why(dropped, "stuck.txt")
    assert dropped.originals() == [b"fine", b"fine too"]


def test_many_notes_of_one_file_are_shared_out(dropped, monkeypatch):
    monkeypatch.setattr("auditor.gate.dropfolder.in_hand.SHARED_BYTES", 1)
    texts = [f"{word} {n}" for n in range(10) for word in ("fine", "HOLD", "BROKEN")]
    dropped.drop("march.jsonl", lines(*texts, "DIES here"))
    dropped.watch(crew=crew(jobs=2), jobs=2)
    boxes = [box for _, box in dropped.boxes()]
    assert (boxes.count("released"), boxes.count("held"), boxes.count("failed")) == (10, 10, 11)


def test_a_process_is_renewed_after_so_many_notes(dropped, monkeypatch):
    monkeypatch.setattr(worker, "NOTES_A_PROCESS", 2)
    dropped.drop("march.jsonl", lines(*(f"fine {n}" for n in range(5))))
    dropped.watch(crew=crew())
    assert [box for _, box in dropped.boxes()] == ["released"] * 5


@pytest.mark.parametrize(
    ("open_desk", "said"),
    [(unfit, "no trained model"), (broken, "internal error in gate"), (dead, "auditor doctor")],
)
def test_what_cannot_audit_at_all_ends_it_and_loses_nothing(dropped, open_desk, said):
    dropped.drop("march.jsonl", lines("fine"))
    with pytest.raises(AuditorError, match=said) as caught:
        dropped.watch(crew=crew(open_desk))
    assert "patient" not in str(caught.value)
    dropped.watch()
    assert dropped.boxes() == [("march.jsonl:1", "released")]


def started(dropped):
    command = [*dropping.COMMAND, str(dropped.folder), "--out", str(dropped.places.out)]
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, env=dropping.paths()
    )


def until(is_so):
    for _ in range(1500):
        if is_so():
            return
        time.sleep(0.02)
    pytest.fail("it did not come to that")


def processes_of(group):
    """The processes of a group that are not dead."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, pgrp = (folder / "stat").read_text().rpartition(") ")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state != "Z":
            found.append(folder.name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at Linux's processes")
def test_where_the_watcher_is_killed_its_processes_leave(dropped):
    dropped.drop("march.jsonl", lines("fine"))
    with started(dropped) as process:
        until(dropped.places.journal.exists)
        process.kill()
    until(lambda: not processes_of(process.pid))
    dropped.watch()
    assert dropped.boxes() == [("march.jsonl:1", "released")]


@pytest.mark.skipif(os.name == "nt", reason="ends the process there")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_to_all_finishes_the_note_in_hand(dropped, number, code):
    dropped.drop("march.jsonl", lines(*(f"SLOW {n}" for n in range(60))))
    with started(dropped) as process:
        until(dropped.places.journal.exists)
        os.killpg(process.pid, number)
        _, said = process.communicate()
    assert process.returncode == code
    assert "Traceback" not in said
    half = len(dropped.items())
    assert 0 < half < 60
    dropped.watch()
    assert len(dropped.items()) == 60
    assert sum(event == "judged" for event, _ in dropped.events()) == 60


def slow_reader(ruleset):
    """Opens a desk whose reader needs a while for each note, as of a ZIP of scans."""
    from auditor.gate.dropfolder import judging

    real = judging.read_sources

    def read(sources, **given):
        for item in real(sources, **given):
            time.sleep(SECONDS / 10)
            yield item

    judging.read_sources = read
    return dropping.open_desk(ruleset)


def test_notes_behind_one_that_hangs_are_judged_however_long_it_takes_to_get_there(dropped):
    dropped.drop("march.jsonl", lines(*["fine"] * 15, "STUCK", "HOLD it"))
    dropped.watch(crew=crew(slow_reader))
    boxes = [box for box in dropped.boxes() if box[1] != "released"]
    assert boxes == [("march.jsonl:16", "failed"), ("march.jsonl:17", "held")]
