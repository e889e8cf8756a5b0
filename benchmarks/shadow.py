"""In shadow, what would the gate have held, and what did the payer deny?

Drops the notes of ``corpus/examples`` (synthetic), each with the claim lines sent for it, into a
folder that ``auditor watch --shadow`` looks after, and puts what would have been held beside the
835 of the same claims. Run: ``.venv/bin/python benchmarks/shadow.py``.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "corpus" / "examples"
AUDITOR = [sys.executable, "-m", "auditor.cli"]


def run(*options: object) -> None:
    """Run the program; 0 and 1 are verdicts."""
    command = [*AUDITOR, *map(str, options)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode > 1:
        sys.exit(ended.stderr)


def lines_of_notes(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The claim lines of each note with the payer's answers, as ``claims.csv`` has them."""
    run(
        *("audit", EXAMPLES / "notes.jsonl", "--claims", EXAMPLES / "claims.837"),
        *("--remits", EXAMPLES / "remittance.835", "--out", folder),
    )
    by_note: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["note_id"] and row["code"]:
                by_note[row["note_id"]].append(row)
    return by_note


def claim(lines: list[dict[str, str]]) -> list[dict[str, object]]:
    """A note's lines as the batch format has them."""
    return [
        {"code": r["code"], "units": int(r["units"]), "modifiers": r["modifiers"].split()}
        for r in lines
    ]


def main() -> None:
    """Drop the notes, read the verdicts, print the table."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        by_note = lines_of_notes(work / "audit")
        dropped, gate = work / "in", work / "gate"
        dropped.mkdir()
        for line in (EXAMPLES / "notes.jsonl").read_text(encoding="utf-8").splitlines():
            note = json.loads(line)
            values = {**note, "claim": claim(by_note.get(note["id"], []))}
            (dropped / f"{note['id']}.json").write_text(json.dumps(values), encoding="utf-8")
        run("watch", dropped, "--out", gate, "--once", "--shadow", "--settle", 0)
        verdicts = [
            json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((gate / "released").glob("*.json"))
        ]
    counts: Counter[tuple[bool, bool]] = Counter()
    print(f"{'note':8}{'in shadow':12}{'by':22}{'the payer denied'}")
    for verdict in verdicts:
        hook = verdict["hook"]
        answers = by_note.get(verdict["note_id"], [])
        denied = [f"{r['code']} {r['reasons']}" for r in answers if r["answer"] == "denied"]
        rules = ", ".join(sorted({f["rule"] for f in hook["held_by"]}))
        held = hook["judged"] == "hold"
        if answers:
            counts[held, bool(denied)] += 1
        said = "; ".join(denied) or ("-" if answers else "no claim line")
        print(f"{verdict['note_id']:8}{'would hold' if held else '-':12}{rules:22}{said}")
    print()
    print(f"{len(verdicts)} notes, all released: nothing is held in shadow")
    print(f"would be held and denied {counts[True, True]}, held and paid {counts[True, False]}")
    print(f"not held and denied {counts[False, True]}, not held and paid {counts[False, False]}")


if __name__ == "__main__":
    main()
