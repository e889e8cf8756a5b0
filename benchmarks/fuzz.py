"""What does broken input do to every reader: each sample damaged many times, the outcomes counted.

Run: ``.venv/bin/python benchmarks/fuzz.py [DAMAGED_FILES_A_SAMPLE] [SEED]``. Each damaged file goes
the way of standard input: its format is told anew, and its reader may be another than the sample's.
Anything but notes, refusals and ``InputError`` is a fault, and so is a message with words of the
note. Each file is read in a process that a crash of a library may take with it.
"""

import io
import multiprocessing
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources

SAMPLES = Path(__file__).parent.parent / "tests" / "ingest" / "samples"
NOT_SAMPLES = {".md", ".mjs", ".py"}
LONGEST_SECONDS = 60
WORDS = {"sequencing", "therapeutic", "LAQ", "seated", "march", "rising", "toilet"}
"""Words that stand in every sample's note and in none of our messages."""
CHUNK = 50


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Damage a file as the world does: cut, flipped, doubled, left out, shuffled, grown."""
    piece = raw
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(piece) + 1)
        end = at + chance.choice((1, 2, 8, 64, 512))
        piece = chance.choice(DAMAGES)(piece[:at], piece[at:end], piece[end:], chance)
    return piece


def numbered(before: bytes, here: bytes, after: bytes, chance: random.Random) -> bytes:
    """Replace a number by one that nobody expects."""
    number = chance.choice((b"0", b"-1", b"99999999999", b"1e999", b""))
    return before + re.sub(rb"\d+", number, here + after, count=1)


DAMAGES = (
    lambda before, _here, _after, _chance: before,
    lambda before, here, after, chance: before + bytes([chance.randrange(256)]) + here[1:] + after,
    lambda before, here, after, chance: before + here * chance.choice((2, 50)) + after,
    lambda before, _here, after, _chance: before + after,
    lambda before, here, after, _chance: before + here[::-1] + after,
    lambda before, here, after, chance: before + chance.choice(STRANGE) + here + after,
    numbered,
)
STRANGE = (b"\0", b"\xff\xfe", b"<", b"{", b"\\", b"|", b"\r")


def outcomes(raw: bytes) -> Iterator[str]:
    """What comes of one damaged file."""
    try:
        for item in read_sources(["-"], stdin=io.BytesIO(raw)):
            if not isinstance(item, Refused):
                yield "notes"
            else:
                yield "told" if item.notice else "refused"
                if leaks(item.message):
                    yield "LEAKED"
    except InputError as error:
        yield "LEAKED" if leaks(str(error)) else "refused as a whole"
    except Exception as error:  # noqa: BLE001 - what is looked for
        yield f"FAULT {type(error).__name__}"


def leaks(message: str) -> bool:
    """Whether a message holds words of the note."""
    return bool(WORDS & set(re.findall(r"[A-Za-z]+", message)))


def worker(raw: bytes, seed: int, count: int, out: multiprocessing.SimpleQueue) -> None:  # type: ignore[type-arg]
    """Damage and read a sample so many times."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    total: Counter[str] = Counter()
    for _ in range(count):
        total.update(outcomes(damaged(raw, chance)))
    out.put(total)


def fuzzed(path: Path, count: int, seed: int) -> Counter[str]:
    """Count what comes of a sample's damaged copies."""
    raw = path.read_bytes()
    total: Counter[str] = Counter()
    context = multiprocessing.get_context("fork")
    for first in range(0, count, CHUNK):
        out = context.SimpleQueue()
        some = min(CHUNK, count - first)
        process = context.Process(target=worker, args=(raw, seed + first, some, out))
        process.start()
        process.join(LONGEST_SECONDS)
        if process.is_alive():
            process.kill()
            total["FAULT hangs"] += 1
        elif process.exitcode != 0:
            total[f"FAULT died {process.exitcode}"] += 1
        else:
            total.update(out.get())
    return total


def main(count: int, seed: int) -> int:
    """Print a line a sample; return 1 where there was a fault."""
    files = [p for p in sorted(SAMPLES.rglob("*")) if p.is_file() and p.suffix not in NOT_SAMPLES]
    faults = 0
    for path in files:
        total = fuzzed(path, count, seed)
        faults += sum(n for what, n in total.items() if what.isupper() or "FAULT" in what)
        told = ", ".join(f"{what} {n:,}" for what, n in sorted(total.items()))
        print(f"{path.relative_to(SAMPLES).as_posix():36}{count:6,} damaged: {told}", flush=True)
    print(f"{len(files)} samples, {len(files) * count:,} damaged files, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] + [500, 1][len(sys.argv) - 1 :]
    sys.exit(main(*numbers))
