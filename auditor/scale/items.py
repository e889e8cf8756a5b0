"""What goes in: a note, or why there is none."""

from typing import TypeAlias

from auditor.ingest import Refused
from auditor.model import Note

Item: TypeAlias = Note | Refused
