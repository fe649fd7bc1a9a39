"""What a forked child finds ready, so that it need not be done again for every kernel."""

import subprocess
import sys

import pytest
from ipykernel import ipkernel

from grader.sandbox.child import no_modules_listed

REHEARSED = """
import sys, numpy
sys.modules["debugpy"] = None
from grader.sandbox.zygote import preload, rehearse
preload(rehearse())
assert "numpy.random" in sys.modules
assert rehearse() == []
"""


def test_a_kernel_that_starts_is_shown_no_module_and_all_else_of_sys():
    with no_modules_listed():
        assert ipkernel.sys.modules == {}
        assert ipkernel.sys.version_info == sys.version_info
    assert ipkernel.sys is sys


def test_it_is_shown_them_again_where_its_start_failed():
    with pytest.raises(OSError, match="no room"), no_modules_listed():
        raise OSError("no room")
    assert ipkernel.sys is sys


@pytest.mark.kernel
def test_after_the_rehearsal_nothing_is_left_to_import():
    done = subprocess.run([sys.executable, "-P", "-c", REHEARSED], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
