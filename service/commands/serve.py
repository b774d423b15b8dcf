"""`ptce-match serve`: the service, until somebody ends it."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ptce_match.cli.parser import whole_number
from service.commands import settings as settings_option

if TYPE_CHECKING:
    import argparse

    from service.settings import Settings

_HELP = "mettre le service en marche"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("serve", help=_HELP, description=_HELP.capitalize() + ".")
    parser.add_argument("--host", metavar="ADRESSE", help="adresse sur laquelle écouter (réglage host)")
    parser.add_argument(
        "--port", type=whole_number(0, 65535), metavar="N", help="port ; 0 en choisit un libre (réglage port)"
    )
    parser.add_argument(
        "--demo", action="store_true", help="réseau fictif, comptes d'essai et base jetable, effacée à la fin"
    )
    settings_option.add_to(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT, then finish what is under way."""
    # What is loaded from here on stays: to look through it again and again for garbage is a seventh of the start.
    gc.disable()
    # Requests are answered side by side already: a second thread for one small product only keeps the others waiting.
    # It counts only if it is said before numpy is loaded.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    from service.commands.listening import end_on_signals

    end_on_signals()
    given = {name: getattr(arguments, name) for name in ("host", "port") if getattr(arguments, name) is not None}
    with ExitStack() as until_the_end:
        if arguments.demo:
            return _serve_demo(until_the_end, arguments, given)
        return _serve(settings_option.read(arguments, **given))


def _serve(settings: Settings) -> int:
    from service.commands import listening

    with listening.bound(settings) as socket:
        listening.check(settings)
        from service.app import create_app

        def up(address: str) -> None:
            _say(f"Le service répond sur {address}")

        return listening.serve(create_app(settings), settings, socket, said=up)


def _serve_demo(until_the_end: ExitStack, arguments: argparse.Namespace, given: dict[str, Any]) -> int:
    from service.commands import demo, listening

    folder = until_the_end.enter_context(demo.folder())
    settings = settings_option.read(arguments, **given, **demo.settings(folder))
    socket = until_the_end.enter_context(listening.bound(settings))
    settings = settings.model_copy(update={"base_url": listening.address(socket)})
    from service.app import create_app

    app = create_app(settings)
    network = demo.load(app.state.service)
    return listening.serve(app, settings, socket, said=lambda address: _say(demo.welcome(address, settings, network)))


def _say(text: str) -> None:
    gc.freeze()
    gc.enable()
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
