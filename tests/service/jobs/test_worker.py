"""Who waits for whom in the background."""

from __future__ import annotations

from threading import Event

from service.jobs.worker import Worker

PATIENCE = 20.0


class Quick:
    """Does one thing, each time something comes in."""

    name = "quick"

    def __init__(self) -> None:
        self.waiting, self.done = Event(), Event()

    def run(self) -> bool:
        if not self.waiting.is_set():
            return False
        self.waiting.clear()
        self.done.set()
        return True


class Slow:
    """Takes until it is stopped."""

    name = "slow"

    def __init__(self) -> None:
        self.begun, self.ending, self.ended = Event(), Event(), Event()

    def run(self) -> bool:
        self.begun.set()
        assert self.ending.wait(PATIENCE)
        self.ended.set()
        return False

    def stop(self) -> None:
        self.ending.set()


class Broken:
    """Fails, once."""

    name = "broken"

    def __init__(self) -> None:
        self.failed = Event()

    def run(self) -> bool:
        if self.failed.is_set():
            return False
        self.failed.set()
        raise ZeroDivisionError


def test_what_comes_in_does_not_wait_for_long_work() -> None:
    quick, slow = Quick(), Slow()
    worker = Worker((quick,), (slow,))
    worker.start()
    assert slow.begun.wait(PATIENCE)
    quick.waiting.set()
    worker.wake()
    assert quick.done.wait(PATIENCE)
    assert not slow.ended.is_set()
    worker.stop()
    assert slow.ended.is_set()


def test_one_that_fails_does_not_end_the_others() -> None:
    broken, quick = Broken(), Quick()
    quick.waiting.set()
    worker = Worker((broken, quick))
    worker.start()
    assert quick.done.wait(PATIENCE)
    worker.stop()
    assert broken.failed.is_set()


def test_a_worker_that_was_never_started_stops() -> None:
    Worker((Quick(),)).stop()


def test_a_test_runs_everything_at_once() -> None:
    quick = Quick()
    quick.waiting.set()
    Worker((), (slow := Slow(),)).stop()
    assert slow.ending.is_set()
    Worker((quick,)).run_pending()
    assert quick.done.is_set()
