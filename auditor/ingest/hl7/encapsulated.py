"""Which bytes does an observation (OBX) hold that carries a whole document (ED)?"""

import base64
import binascii

from auditor.errors import InputError
from auditor.ingest.hl7.segments import Segment

_ENCODING = 4
_DATA = 5
_VALUE = 5


def document_in(segment: Segment) -> bytes:
    """Return the document, decoded, whatever its format is.

    Raises:
        InputError: There is none, or its encoding is unknown or damaged.
    """
    written = segment.raw(_VALUE).split(segment.marks.component, _DATA - 1)
    data = segment.text(written[-1])
    encoding = segment.text(written[_ENCODING - 1]).strip().upper() if len(written) == _DATA else ""
    if not data.strip():
        message = "holds no data (OBX-5.5); have the document sent in the message"
        raise InputError(message)
    if encoding == "A":
        return data.encode(errors="surrogateescape")
    packed = "".join(data.split())
    try:
        if encoding == "HEX":
            return bytes.fromhex(packed)
        if encoding in {"BASE64", ""}:
            return base64.b64decode(packed, validate=True)
    except (ValueError, binascii.Error):
        message = "holds data that is cut or damaged (OBX-5.5); have the message sent anew"
        raise InputError(message) from None
    message = "is encoded in a way that is not read (OBX-5.4); send it as Base64, Hex or A"
    raise InputError(message)
