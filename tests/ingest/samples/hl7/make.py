"""Writes the samples of HL7 v2 beside it with the library hl7apy, from ``../note.txt``.

The library is no dependency of ours; make it an environment of its own::

    python -m venv /tmp/samples && /tmp/samples/bin/pip install hl7apy==1.3.5
    /tmp/samples/bin/python tests/ingest/samples/hl7/make.py
"""

import base64
from pathlib import Path

from hl7apy.core import Message

HERE = Path(__file__).parent
NOTE = (HERE.parent / "note.txt").read_text(encoding="utf-8")
WHEN = "20260304100500"
NPI = "1234567893"


def headed(structure, kind, number, version="2.5"):
    """Begin a message of a kind for the one patient of all samples."""
    message = Message(structure, version=version)
    message.msh.msh_3 = "SAMPLE EHR"
    message.msh.msh_7 = "20260304110000"
    message.msh.msh_9 = kind
    message.msh.msh_10 = str(number)
    message.msh.msh_11 = "P"
    return message


def name_patient(pid):
    pid.pid_1 = "1"
    for number in ("900-00-0000^^^^SS", "0001^^^SAMPLE^MR"):
        pid.add_field("pid_3").value = number
    pid.pid_5 = "A^SAMPLE"


def document(number, kind="MDM^T02^MDM_T02", parent=""):
    """Make a message of a document; its observations are to be added."""
    message = headed("MDM_T02", kind, number)
    message.evn.evn_2 = "20260304110000"
    name_patient(message.pid)
    message.pv1.pv1_2 = "O"
    message.txa.txa_1 = "1"
    message.txa.txa_2 = "PN"
    message.txa.txa_4 = WHEN
    message.txa.txa_5 = f"{NPI}^SAMPLE^JORDAN^^^^^^NPI"
    message.txa.txa_12 = f"DOC-{number}"
    message.txa.txa_13 = parent
    message.txa.txa_17 = "LA"
    return message


def observe(group, number, kind, value, name="11508-9^Physical therapy Progress note^LN"):
    """Add an observation to a message or a group of one."""
    obx = group.add_segment("OBX")
    obx.obx_1 = str(number)
    obx.obx_2 = kind
    obx.obx_3 = name
    obx.obx_5 = value
    obx.obx_11 = "F"


def one_line_each():
    message = document(1)
    for number, line in enumerate(NOTE.splitlines(), start=1):
        observe(message.add_group("MDM_T02_OBSERVATION"), number, "TX", line)
    return message.to_er7()


def encapsulated():
    message = document(2)
    packed = base64.b64encode(NOTE.encode()).decode()
    observe(message.add_group("MDM_T02_OBSERVATION"), 1, "ED", f"^TEXT^PLAIN^Base64^{packed}")
    return message.to_er7()


def replacement():
    message = document(3, "MDM^T10^MDM_T02", parent="DOC-1")
    for number, line in enumerate(NOTE.splitlines(), start=1):
        observe(message.add_group("MDM_T02_OBSERVATION"), number, "ST", line)
    return message.to_er7()


def results():
    """Make a message of results: the note, a measured value, and what was charged."""
    message = headed("ORU_R01", "ORU^R01^ORU_R01", 4)
    result = message.add_group("ORU_R01_PATIENT_RESULT")
    name_patient(result.add_group("ORU_R01_PATIENT").add_segment("PID"))
    order = result.add_group("ORU_R01_ORDER_OBSERVATION")
    obr = order.add_segment("OBR")
    obr.obr_1 = "1"
    obr.obr_3 = "ORD-4"
    obr.obr_4 = "11508-9^Physical therapy Progress note^LN"
    obr.obr_7 = WHEN
    for number, line in enumerate(NOTE.splitlines(), start=1):
        observe(order.add_group("ORU_R01_OBSERVATION"), number, "FT", line)
    for number, (code, units) in enumerate((("97530", 2), ("97110", 1)), start=1):
        ft1 = order.add_segment("FT1")
        ft1.ft1_1 = str(number)
        ft1.ft1_4 = "20260304"
        ft1.ft1_6 = "CG"
        ft1.ft1_7 = code
        ft1.ft1_10 = str(units)
        ft1.ft1_19 = "M25.561^^I10"
        ft1.ft1_20 = f"{NPI}^SAMPLE^JORDAN"
        ft1.ft1_25 = f"{code}^^C4"
        ft1.ft1_26 = "GP"
    return message.to_er7()


def admission():
    message = headed("ADT_A01", "ADT^A04^ADT_A01", 5)
    message.evn.evn_2 = "20260304090000"
    name_patient(message.pid)
    message.pv1.pv1_2 = "O"
    return message.to_er7()


def ended(message):
    return message.rstrip("\r") + "\r"


def batch(*messages):
    """Put messages into a batch of a file, by the standard's headers and trailers."""
    heads = "FHS|^~\\&|SAMPLE EHR\rBHS|^~\\&|SAMPLE EHR\r"
    return heads + "".join(map(ended, messages)) + f"BTS|{len(messages)}\rFTS|1\r"


def framed(*messages):
    return "".join(f"\x0b{ended(message)}\x1c\r" for message in messages)


SAMPLES = {
    "mdm.hl7": ended(one_line_each()),
    "mdm-encapsulated.hl7": ended(encapsulated()),
    "oru.hl7": ended(results()),
    "batch.hl7": batch(one_line_each(), admission(), replacement()),
    "frames.hl7": framed(one_line_each(), results()),
    "adt.hl7": ended(admission()),
}

for name, content in SAMPLES.items():
    (HERE / name).write_bytes(content.encode())
