"""How messages read: all alike, plain text, signed by the network.

A subject is kept after its message was sent: it never names anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH: Final = 76


def letter(network_name: str, greeting: str, paragraphs: Sequence[str], link: str | None = None) -> str:
    """Return the text of a message.

    Parameters
    ----------
    network_name : str
        `settings.network_name`, which signs.
    greeting : str
        Whom it greets, such as « Annick »; empty where the name is not known.
    paragraphs : sequence of str
        Whole sentences. With a link, the last paragraph is what comes after it.
    link : str or None
        Address of a page, on a line of its own so that every mail program makes it clickable.
    """
    told = [_wrapped(paragraph) for paragraph in paragraphs]
    if link is not None:
        told.insert(max(len(told) - 1, 1), link)
    return "\n\n".join([f"Bonjour {greeting}".strip() + ",", *told, f"-- \n{network_name}"]) + "\n"


def _wrapped(paragraph: str) -> str:
    """Return the paragraph on lines of 76 characters; a no-break space, unlike others, never ends a line."""
    lines = [""]
    for word in paragraph.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip(" ")
    return "\n".join(lines)
