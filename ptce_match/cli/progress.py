"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from rich.progress import Progress

    from ptce_match.encoder import Encoder, Kind


class ShownEncoder:
    """An encoder that shows how far it is, on standard error, when that is a terminal.

    Parameters
    ----------
    encoder : Encoder
        Does the work.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model_id = encoder.model_id
        self.dimension = encoder.dimension

    def encode(
        self, texts: Sequence[str], kind: Kind, *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        if progress is not None:
            return self._encoder.encode(texts, kind, progress=progress)
        with progress_bar("Lecture des textes") as advance:
            return self._encoder.encode(texts, kind, progress=advance)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function of (done, total) that moves a bar; the bar goes away at the end."""
    with progress_bars(title) as (advance,):
        yield advance


@contextmanager
def progress_bars(*titles: str) -> Iterator[tuple[Callable[[int, int], None], ...]]:
    """Give such a function for each stage of a long work; a later stage is shown once it has begun."""
    if not sys.stderr.isatty():
        yield tuple(lambda _done, _total: None for _ in titles)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield tuple(_mover(bar, title, visible=title == titles[0]) for title in titles)


def _mover(bar: Progress, title: str, *, visible: bool) -> Callable[[int, int], None]:
    task = bar.add_task(title, total=None, visible=visible)
    return lambda done, total: bar.update(task, completed=done, total=total, visible=True)
