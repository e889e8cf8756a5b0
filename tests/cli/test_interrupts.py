"""Ctrl-C waits while rows are written, and at no other time."""

import os
import signal
import threading

import pytest

from auditor.cli.work.interrupts import CtrlC

pytestmark = pytest.mark.skipif(os.name == "nt", reason="os.kill ends the process there")


def press():
    os.kill(os.getpid(), signal.SIGINT)


def test_outside_of_writing_it_stops_at_once():
    with CtrlC().taken(), pytest.raises(KeyboardInterrupt):
        press()


def write(ctrl_c, done, *, fails=False):
    """Write under hold; Ctrl-C is pressed in the middle."""
    with ctrl_c.held():
        press()
        done.append("written")
        if fails:
            raise BlockingIOError
    done.append("after")


def test_what_is_being_written_is_finished_first():
    ctrl_c, done = CtrlC(), []
    with ctrl_c.taken(), pytest.raises(KeyboardInterrupt):
        write(ctrl_c, done)
    assert done == ["written"]


def test_an_error_in_writing_is_not_hidden_by_it():
    ctrl_c, done = CtrlC(), []
    with ctrl_c.taken(), pytest.raises(BlockingIOError):
        write(ctrl_c, done, fails=True)
    assert done == ["written"]


def test_the_way_it_was_taken_before_comes_back():
    before = signal.getsignal(signal.SIGINT)
    with CtrlC().taken():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_where_it_is_ignored_it_stays_so():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with CtrlC().taken():
            press()
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_nothing_changes():
    failed = []

    def take():
        try:
            with CtrlC().taken():
                pass
        except ValueError as error:
            failed.append(error)

    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
    assert failed == []
