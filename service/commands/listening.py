"""One uvicorn in this process: the socket, the signals, the end."""

from __future__ import annotations

import errno
import os
import signal
import socket as sockets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

import uvicorn

from ptce_match.errors import InputError
from service.operations.logs import configure_logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fastapi import FastAPI

    from service.settings import Settings

_SECONDS_TO_FINISH: Final = 10
_OWNER_ONLY: Final = 0o077


class ListenError(InputError):
    """An address or a port on which the service cannot listen."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port = host, port
        super().__init__(f"Le service ne peut pas écouter sur {host}, port {port} : {reason}.")


def end_on_signals() -> None:
    """Make SIGTERM and SIGINT end the program at once, with status 0, as long as nothing is being served."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


@contextmanager
def bound(settings: Settings) -> Iterator[sockets.socket]:
    """Give the socket that the settings name, before anything slow is done.

    Raises
    ------
    ListenError
        The port is taken, reserved, or the address is none of this machine's.
    """
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = sockets.getaddrinfo(host, port, type=sockets.SOCK_STREAM)[0]
        with sockets.socket(family, kind, protocol) as socket:
            if os.name == "posix":
                socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
            socket.bind(address)
            yield socket
    except OSError as error:
        raise ListenError(host, port, _REASONS.get(error.errno or 0, _reason(error))) from error


_REASONS: Final = {
    errno.EADDRINUSE: "un autre programme s'en sert déjà. Arrêtez-le, ou choisissez un autre port (--port 0 en prend un libre)",
    errno.EACCES: "ce port est réservé au système. Choisissez un port au-delà de 1023 et placez un serveur mandataire devant",
    errno.EADDRNOTAVAIL: "cette machine n'a pas cette adresse. Vérifiez le réglage host",
}


def _reason(error: OSError) -> str:
    if isinstance(error, sockets.gaierror):
        return "cette adresse est inconnue. Vérifiez le réglage host"
    return error.strerror or type(error).__name__


def address(socket: sockets.socket) -> str:
    """Return where a browser on this machine finds what listens on a socket."""
    host, port = socket.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(app: FastAPI, settings: Settings, socket: sockets.socket, said: Callable[[str], None]) -> int:
    """Serve until a signal, then finish the requests under way and the worker's duty; return the exit status.

    Parameters
    ----------
    said : callable
        Told the address once requests are answered.
    """
    configure_logs(settings)
    trusted = [part.strip() for part in settings.trusted_proxies.split(",") if part.strip()]
    server = _Server(
        uvicorn.Config(
            app,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(trusted),
            forwarded_allow_ips=trusted,
            timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        ),
        lambda: said(address(socket)),
    )
    try:
        server.run(sockets=[socket])
    except SystemExit as end:
        # uvicorn hands the signal on once all is finished.
        return 0 if server.started else int(end.code or 0)
    return 0


class _Server(uvicorn.Server):
    """Says when requests are answered."""

    def __init__(self, config: uvicorn.Config, up: Callable[[], None]) -> None:
        super().__init__(config)
        self._up = up

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._up()


def check(settings: Settings) -> None:
    """Refuse to start where the folder cannot be written or the database cannot be used.

    Raises
    ------
    InputError
        A French sentence that names what is wrong and the way out.
    """
    from service.database.reach import reached

    os.umask(_OWNER_ONLY)
    try:
        settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.data_folder / f".essai-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(
            f"Le dossier « {settings.data_folder} » ne peut pas servir ({error.strerror}). Vérifiez le réglage data_folder, "
            "et que l'utilisateur du service peut y écrire."
        ) from error
    reached(settings.database).dispose()
