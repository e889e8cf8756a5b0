"""A process that reads what strangers send takes no more memory than it is allowed."""

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")

ASKS_FOR = """
import resource, sys
from auditor.gate.memory import MOST_BYTES, bound_memory
if len(sys.argv) > 1:
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), resource.RLIM_INFINITY))
bound_memory()
bound_memory()
print(resource.getrlimit(resource.RLIMIT_AS)[0])
try:
    bytearray(MOST_BYTES)
except MemoryError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such bound")
@pytest.mark.parametrize(("before", "bound"), [((), 4 * 2**30), ((str(2**30),), 2**30)])
def test_more_than_the_bound_is_refused_and_a_tighter_one_stays(before, bound):
    run = subprocess.run(
        [sys.executable, "-c", ASKS_FOR, *before], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == [str(bound), "refused"]
