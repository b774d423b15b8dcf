"""Telling a process that is there from one that is gone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from service.jobs.process import is_gone, this_process

PRINT = "from service.jobs.process import this_process; print(this_process(), flush=True); input()"


def test_this_process_is_there() -> None:
    assert not is_gone(this_process())


def test_another_process_is_there_until_it_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PRINT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert name != this_process()
        assert not is_gone(name)
        process.kill()
        process.wait()
        assert is_gone(name)


def test_an_earlier_process_with_the_same_number_is_gone() -> None:
    node, number, _ = this_process().rsplit("/", 2)
    assert int(number) == os.getpid()
    assert is_gone(f"{node}/{number}/another")


@pytest.mark.parametrize("name", ["", "elsewhere/1/x", "/", "a/b/c", f"elsewhere/{10**30}/x"])
def test_of_another_machine_nothing_is_known(name: str) -> None:
    assert not is_gone(name)


def test_a_number_that_no_process_can_have_is_not_gone_for_certain() -> None:
    node = this_process().rsplit("/", 2)[0]
    assert not is_gone(f"{node}/{10**30}/x")
