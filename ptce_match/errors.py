"""The errors that a caller can expect, each with its data in attributes and a French message.

A message names what is wrong, where, and the way out; it is written for a user of the network, not for a developer.
"""

from __future__ import annotations


class PtceError(Exception):
    """Base of every error that the library raises on purpose.

    Its text is one or more French sentences that can be shown to a user as they are.
    """


class UnknownIdError(PtceError):
    """No object of the network bears this identifier.

    Attributes
    ----------
    kind : str
        What was looked up, in French ("besoin", "projet", "bénévole"...).
    id : str
        The identifier that is not there.
    close : tuple of str
        Identifiers that look like it, best first; may be empty.
    """

    def __init__(self, kind: str, id: str, close: tuple[str, ...] = ()) -> None:
        self.kind, self.id, self.close = kind, id, close
        hint = f" Identifiants proches : {', '.join(close)}." if close else ""
        super().__init__(f"Le réseau ne contient aucun {kind} « {id} ».{hint}")


class MissingExtraError(PtceError):
    """A feature needs a package that the base installation leaves out.

    Attributes
    ----------
    feature : str
        What was asked for, in French.
    extra : str
        The extra to install.
    """

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(
            f"{feature} demande un complément qui n'est pas installé. Installez-le avec : pip install 'ptce-match[{extra}]'"
        )


class ModelError(PtceError):
    """A model folder is missing, incomplete or altered."""


class InputError(PtceError):
    """A value given by the caller cannot be used (a number out of range, an empty text, a missing file)."""
