"""PTCE Match: mentors and investors for local projects, suggested with reasons.

from ptce_match import Matcher, Network

network = Network.read("dossier/")
Matcher(network).mentors("N001", k=5)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ptce_match.matcher import Matcher
    from ptce_match.network import Network

__all__ = ["Matcher", "Network"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Importing the package must cost nothing: the two faces are imported when they are first used.
    if name == "Matcher":
        from ptce_match.matcher import Matcher

        return Matcher
    if name == "Network":
        from ptce_match.network import Network

        return Network
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
