"""In which character set is an HL7 v2 message written, going by its header (MSH-18)?"""

from collections.abc import Callable, Mapping
from functools import partial

from auditor.ingest.encoding import decode

_CODECS: Mapping[str, str] = {
    **{f"8859/{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 15)},
    "BIG-5": "big5",
    "GB 18030-2000": "gb18030",
    "ISO IR14": "iso2022_jp",
    "ISO IR87": "iso2022_jp",
    "ISO IR159": "iso2022_jp_1",
    "KS X 1001": "euc_kr",
}
"""HL7 table 0211; what is not here is read as all our texts are: UTF-8, else Windows-1252.

So are ASCII and 8859/1, whose writers mean Windows-1252, or UTF-8 they forgot to declare.
"""


def decoder(declared: bytes) -> Callable[[bytes], str]:
    """Return what turns the bytes of a message into text.

    Args:
        declared: MSH-18 as written; of several repetitions the first is the one in force.
    """
    name = declared.split(b"~")[0].strip().upper().decode("ascii", "replace")
    codec = _CODECS.get(name)
    return partial(_decode, codec) if codec else decode


def _decode(codec: str, raw: bytes) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return decode(raw)
