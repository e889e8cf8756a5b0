"""Measure claim lines against notes: ``python benchmarks/claims.py [LINES]``.

100,000 lines of one 837P, five a visit, are put to 20,000 short notes (lines of sample notes) by
``auditor audit --claims``. Printed are, in one run, the CPU time of reading and matching the lines
by themselves, that of the whole command with and without the claim file, their ratio, and the peak
memory of both.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from auditor.ingest.claim_files import read_claims
from auditor.ingest.refused import Place, Refused
from auditor.matching import NoteKey, match

ROOT = Path(__file__).parent.parent
LINES, LINES_A_VISIT, TEXT_LINES = 100_000, 5, 4
CODES = ("97530", "97110", "97112", "97140", "97116")
SEED = 7
KIB = 1024


def day(number: int) -> str:
    """A day of service in 2026, as 837 files write it."""
    return f"2026{1 + number % 6:02d}{1 + number % 28:02d}"


def claim_file(visits: int) -> Iterator[str]:
    """One 837P with a claim a visit, a segment at a time."""
    yield (
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
        "*260401*0800*^*00501*000000001*0*T*:~"
    )
    yield "GS*HC*SENDER*RECEIVER*20260401*0800*1*X*005010X222A1~"
    segments = [
        "ST*837*0001*005010X222A1~",
        "BHT*0019*00*1*20260401*0800*CH~",
        "NM1*41*2*CLINIC*****46*1~",
        "NM1*40*2*PAYER*****46*2~",
        "HL*1**20*1~",
        "NM1*85*2*CLINIC*****XX*1999999984~",
    ]
    for number in range(visits):
        segments += [
            f"HL*{number + 2}*1*22*0~",
            "SBR*P*18*******MB~",
            f"NM1*IL*1*PATIENT*A****MI*M{number}~",
            "NM1*PR*2*MEDICARE*****PI*00000~",
            f"CLM*P{number}*500***11:B:1*Y*A*Y*Y~",
            "HI*ABK:R262~",
            "NM1*82*1*CLINICIAN*A****XX*1999999984~",
        ]
        for line, code in enumerate(CODES[:LINES_A_VISIT], start=1):
            segments += [
                f"LX*{line}~",
                f"SV1*HC:{code}:GP*100*UN*1***1~",
                f"DTP*472*D8*{day(number)}~",
            ]
    yield from segments
    yield f"SE*{len(segments) + 1}*0001~"
    yield "GE*1*1~"
    yield "IEA*1*000000001~"


def notes(visits: int) -> Iterator[str]:
    """A short note for each visit, as JSON lines."""
    draw = random.Random(SEED)  # noqa: S311 - no secret
    source = (ROOT / "corpus" / "samples" / "notes.jsonl").read_text("utf-8").splitlines()
    lines = [x for r in source for x in json.loads(r)["text"].splitlines() if x.strip()]
    for number in range(visits):
        written = day(number)
        yield json.dumps(
            {
                "id": f"visit-{number}",
                "patient": f"P{number}",
                "discipline": "PT",
                "date_of_service": f"{written[:4]}-{written[4:6]}-{written[6:]}",
                "text": "\n".join(draw.choices(lines, k=TEXT_LINES)),
            }
        )


def matching_seconds(claims: Path, visits: int) -> tuple[float, int, int]:
    """CPU time of reading and matching alone, the lines matched and those without a note."""
    began = time.process_time()
    read = read_claims(claims, Place(claims.name, claims.name))
    lines = [line for line in read if not isinstance(line, Refused)]
    keys = []
    for number in range(visits):
        iso = f"2026-{1 + number % 6:02d}-{1 + number % 28:02d}"
        keys.append(NoteKey(f"visit-{number}", "", f"p{number}", iso, "", "PT"))
    found = match(keys, lines)
    seconds = time.process_time() - began
    return seconds, sum(map(len, found.lines.values())), len(found.lines_alone)


def audit(*arguments: str) -> tuple[float, float]:
    """CPU seconds of one ``auditor audit`` and the peak so far of any process of ours, in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    auditor = Path(sys.executable).parent / "auditor"
    command = [str(auditor), "audit", *arguments, "--format", "jsonl"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - our own words
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss / KIB


def main() -> None:
    """Print the figures; the notes alone first, as the system keeps the largest peak."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    visits = count // LINES_A_VISIT
    with tempfile.TemporaryDirectory() as folder:
        texts, claims = Path(folder) / "notes.jsonl", Path(folder) / "claims.837"  # synthetic
        texts.write_text("".join(f"{n}\n" for n in notes(visits)), encoding="utf-8")
        claims.write_text("".join(claim_file(visits)), encoding="utf-8")
        seconds, matched, alone = matching_seconds(claims, visits)
        print(f"{count:,} lines, {visits:,} notes: {matched:,} matched, {alone:,} without a note")
        without, peak_without = audit(str(texts))
        with_claims, peak = audit(str(texts), "--claims", str(claims))
    print(f"reading and matching the lines alone   {seconds:7.1f} s CPU")
    print(
        f"auditing the notes without claims      {without:7.1f} s CPU, peak {peak_without:.0f} MiB"
    )
    print(f"auditing them with the claim file      {with_claims:7.1f} s CPU, peak {peak:.0f} MiB")
    print(f"ratio: {with_claims / without:.2f} in time, {peak / peak_without:.2f} in memory")


if __name__ == "__main__":
    main()
