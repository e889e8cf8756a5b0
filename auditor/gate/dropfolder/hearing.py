"""What is done with what the processes say: each note's place is settled here, and nowhere else."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from auditor.gate.dropfolder import taking
from auditor.gate.dropfolder.crew import Crew, Hand
from auditor.gate.dropfolder.in_hand import InHand, after
from auditor.gate.dropfolder.messages import Found, Gone, Judged, Reply, Task, Verb
from auditor.gate.dropfolder.patience import Patience
from auditor.gate.dropfolder.places import Box
from auditor.gate.dropfolder.shelf import Known, Shelf
from auditor.gate.dropfolder.taking import Taken

STOP, PASS = Reply(Verb.STOP), Reply(Verb.PASS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told of what happens, and who says that it shall end."""

    say: Callable[[str], None]
    step: Callable[[], None]
    """A note has its verdict."""
    is_stopped: Callable[[], bool]


class Hearing:
    """Hands files to the processes and puts away what they give back."""

    def __init__(
        self, shelf: Shelf, crew: Crew, patience: Patience, told: Told, *, jobs: int
    ) -> None:
        self._shelf = shelf
        self._crew = crew
        self._patience = patience
        self._told = told
        self._jobs = jobs
        self._files: dict[str, InHand] = {}
        self._tasks: deque[Task] = deque()
        self._keys: dict[str, tuple[Hand, str]] = {}
        self._trouble: str | None = None
        self.changed: list[Taken] = []
        """Files that were written to while they were read."""
        self.away: list[InHand] = []
        """Files that were put away."""
        self.boxes: Counter[Box] = Counter()

    def begin(self, taken: Taken) -> None:
        """Have the notes of a file judged."""
        file = InHand(taken, taken.stamp())
        self._files[taken.original] = file
        self._tasks.extend(file.tasks(self._jobs))

    def is_idle(self) -> bool:
        """Whether no file is in hand."""
        return not self._files

    def wants_more(self) -> bool:
        """Whether a process would have nothing to do."""
        return not self._tasks and self._crew.free()

    def hand_out(self) -> None:
        """Give the processes what waits for them."""
        while self._tasks and self._crew.free():
            self._crew.give(self._tasks.popleft())

    def hear(self, seconds: float) -> None:
        """Wait so long at most, and do what is to be done with what is heard.

        Raises:
            StoppedError: The end was asked for while something could not be written.
            AuditorError: Nothing can be audited, or nobody waits until it can be written.
        """
        for hand, task, message in self._crew.hear(seconds):
            file = self._files[task.original]
            if isinstance(message, Found):
                self._crew.reply(hand, self._reply(hand, file, message))
            elif isinstance(message, Judged):
                self._put(file, message)
            elif isinstance(message, Gone):
                self._forget(hand)
                self._tasks.appendleft(after(task, message))
            else:
                self._finished(file)

    def finish(self) -> None:
        """Let the notes in hand be finished, and no more be begun."""
        while self._crew.judging():
            self.hear(0.25)

    def _reply(self, hand: Hand, file: InHand, found: Found) -> Reply:
        if self._told.is_stopped() or file.has_changed():
            return STOP
        known = self._shelf.known(found.key)
        is_ours = known is not None and known.original == file.taken.original
        if known is not None and is_ours and found.key not in file.put:
            file.boxes[known.box] += 1  # put there before a crash
            return PASS
        if known is not None and (is_ours or known.box is not Box.FAILED):
            return self._again(file, found, known)
        if found.key in self._keys:
            _, name = self._keys[found.key]
            return self._again(file, found, Known(name, Box.HELD, None))
        name = known.name if known else self._shelf.name_for(file.taken.name, found.key)
        self._keys[found.key] = (hand, name)
        return Reply(Verb.JUDGE, name)

    def _again(self, file: InHand, found: Found, known: Known) -> Reply:
        """Pass over a note that has a verdict, or is about to get it."""
        say = partial(self._shelf.say_again, known, found.key, found.source)
        self._patience.do(say, str(self._shelf.places.out))
        file.before += 1
        return PASS

    def _put(self, file: InHand, judged: Judged) -> None:
        _, name = self._keys[judged.key]
        if not file.has_changed():
            for step in self._shelf.steps(judged, name):
                self._patience.do(step, str(self._shelf.places.out))
            file.put.add(judged.key)
            file.boxes[judged.box] += 1
            self.boxes[judged.box] += 1
            self._told.step()
        del self._keys[judged.key]
        if judged.trouble and judged.trouble != self._trouble:
            self._told.say(f"{judged.trouble}; until then the last that could be read is in force")
        self._trouble = judged.trouble

    def _forget(self, hand: Hand) -> None:
        self._keys = {key: held for key, held in self._keys.items() if held[0] is not hand}

    def _finished(self, file: InHand) -> None:
        file.shares_left -= 1
        if file.shares_left:
            return
        del self._files[file.taken.original]
        if file.has_changed():
            self.changed.append(file.taken)
        elif not self._told.is_stopped():
            put_away = partial(taking.put_away, self._shelf.places, file.taken)
            self._patience.do(put_away, str(self._shelf.places.originals))
            self.away.append(file)
            self._told.say(file.said())
