"""The command `ptce-match`: reads its arguments, runs one command, turns errors into sentences."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING

from ptce_match import __version__
from ptce_match.cli import doctor, measure, models, plugins, skills, suggest, train
from ptce_match.cli.output import accept_any_character
from ptce_match.cli.parser import Parser, speak_french
from ptce_match.errors import PtceError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FAILED, WRONG_USE = 0, 1, 2
_DEBUG = "PTCE_MATCH_DEBUG"


def build_parser() -> Parser:
    """Return the parser of the whole command line."""
    speak_french()
    parser = Parser(
        prog="ptce-match",
        description="Rapproche, dans un pôle territorial de coopération économique, les besoins des projets, "
        "les bénévoles et les investisseurs. L'outil suggère et explique ; une personne décide.",
    )
    parser.add_argument("--version", action="version", version=f"ptce-match {__version__}", help="afficher la version")
    commands = parser.add_subparsers(title="commandes", dest="command", metavar="COMMANDE", required=True)
    for command in (suggest, skills, measure, train, models, doctor, plugins):
        command.add_to(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 2 wrong use or bad input, 1 anything else."""
    accept_any_character()
    _listen()
    try:
        arguments = build_parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except PtceError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is the command line
        return WRONG_USE
    except BrokenPipeError:
        # The reader went away (`| head`): nothing to say, and nothing more to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)  # noqa: T201
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last net: a user never sees a traceback
        if os.environ.get(_DEBUG):
            traceback.print_exc()
        print(_unexpected(error), file=sys.stderr)  # noqa: T201
        return FAILED
    return status


def _listen() -> None:
    """Keep the library's log, which is for developers, from the people who use the command, unless it is asked for."""
    log = logging.getLogger("ptce_match")
    if not log.handlers:
        log.addHandler(logging.StreamHandler() if os.environ.get(_DEBUG) else logging.NullHandler())


def _unexpected(error: Exception) -> str:
    return (
        f"Une erreur imprévue a arrêté le programme ({type(error).__name__}). Relancez la commande avec la variable "
        f"d'environnement {_DEBUG}=1 et transmettez le message complet à l'équipe technique."
    )


if __name__ == "__main__":
    sys.exit(main())
