"""Read the service lines of claims, and payers' answers to them, from the files they come in.

Claims come as X12 837P, FHIR R4 Claim JSON, CSV or XLSX; answers as X12 835 or FHIR R4
ExplanationOfBenefit JSON. The format is told by the content, never by the file's name, and each may
be gzipped. Charges are never read from a claim.

Lines are given one by one as the file is read; what cannot be read comes as a ``Refused`` that says
where and why, without a word or a number of the file, and the rest goes on. Duplicate lines,
unknown codes and days long past or yet to come pass: they are for rules to judge.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from auditor.ingest.claim_files import professional, remittance, tables
from auditor.ingest.claim_files.columns import check_map
from auditor.ingest.claim_files.fhir_answers import read_answer
from auditor.ingest.claim_files.fhir_claims import read_claim
from auditor.ingest.claim_files.formats import Format, read_file, refuse_tables
from auditor.ingest.claim_files.kinds import PROFESSIONAL, REMITTANCE
from auditor.ingest.claim_files.resources import ANSWER, CLAIM, read_resources
from auditor.ingest.claim_files.transactions import read_transactions
from auditor.ingest.refused import Place, Refused
from auditor.model import ClaimLine, RemittedLine

__all__ = ["read_claims", "read_remittances"]


def read_claims(
    path: Path, place: Place, mapping: Mapping[str, str] | None = None
) -> Iterator[ClaimLine | Refused]:
    """Read the service lines of a claim file.

    Args:
        path: The file.
        place: What messages and the lines' ``source`` call it.
        mapping: For tables, the heading of each column whose heading is no usual one
            (``{"code": "Proc Cd"}``); several of one role are parted by commas.

    Raises:
        ConfigError: The map names a column there is not. All else comes as ``Refused``.
    """
    check_map(mapping or {})
    return read_file(
        path,
        place,
        {
            Format.X12: partial(
                read_transactions, wanted=PROFESSIONAL, read=professional.read_claims
            ),
            Format.JSON: partial(read_resources, wanted=CLAIM, read=read_claim),
            Format.WORKBOOK: partial(tables.read_workbook, mapping=mapping or {}),
            Format.TABLE: partial(tables.read_text, mapping=mapping or {}),
        },
    )


def read_remittances(path: Path, place: Place) -> Iterator[RemittedLine | Refused]:
    """Read how a payer answered each service line; all that cannot be read is ``Refused``.

    Args:
        path: The file.
        place: What messages and the lines' ``source`` call it.
    """
    return read_file(
        path,
        place,
        {
            Format.X12: partial(
                read_transactions, wanted=REMITTANCE, read=remittance.read_remittances
            ),
            Format.JSON: partial(read_resources, wanted=ANSWER, read=read_answer),
            Format.WORKBOOK: refuse_tables,
            Format.TABLE: refuse_tables,
        },
    )
