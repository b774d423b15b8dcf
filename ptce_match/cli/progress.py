"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

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
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
