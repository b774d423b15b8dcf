"""A command-line parser that speaks French."""

from __future__ import annotations

import argparse
import gettext
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from ptce_match.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCALE: Final = Path(__file__).with_name("locale")


def speak_french() -> None:
    """Make argparse take its words from our catalogue, whatever the language of the system."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(_LOCALE))


class Parser(argparse.ArgumentParser):
    """Ends wrong use with one French sentence and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Raise the message, with the way to the help page, as an `InputError`."""
        raise InputError(f"{self.prog} : {message.rstrip('. ')}. Aide : {self.prog} --help")


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a converter of an option's text to an integer within bounds, whose error is French."""

    def convert(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = lowest - 1
        if not lowest <= value <= highest:
            raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier de {lowest} à {highest}")
        return value

    return convert
