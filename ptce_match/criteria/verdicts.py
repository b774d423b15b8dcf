"""What was read, and the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether criteria accept one stage or one legal form.

    Attributes
    ----------
    accepted : bool
    said : bool
        False where it only follows from what is said of others (« seulement des SCOP » refuses the association).
    quote : str
        The sentence that it was read from.
    lukewarm : bool
        An acceptance « à la rigueur », of what is not preferred.
    """

    accepted: bool
    said: bool
    quote: str
    lukewarm: bool = False
