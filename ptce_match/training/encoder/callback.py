"""Tells how far a training is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transformers import TrainerCallback

if TYPE_CHECKING:
    from collections.abc import Callable

    from transformers import TrainerControl, TrainerState, TrainingArguments


class Shown(TrainerCallback):
    """Hands the steps done to a function.

    Parameters
    ----------
    progress : callable or None
        Of (done, total).
    """

    def __init__(self, progress: Callable[[int, int], None] | None) -> None:
        self._progress = progress

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Show where a resumed training stands."""
        self.on_step_end(args, state, control, **kwargs)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Show one more step."""
        del args, control, kwargs
        if self._progress is not None:
            self._progress(state.global_step, state.max_steps)
