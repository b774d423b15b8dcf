"""Structured logs: one line an event, with the request's id; never a text, a name or an address of anybody."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from service.settings import Settings

_LEVELS: Final = {"debug": 10, "info": 20, "warning": 30, "error": 40}
_OURS: Final = frozenset({"service", "ptce_match"})
_NOISY: Final = (
    "uvicorn.access",
    "httpx",
    "httpcore",
    "alembic",
    "sqlalchemy",
    "python_multipart",
    "asyncio",
    "mail.log",
)
"""Libraries whose finer levels are of no use, or repeat what was sent."""


def configure_logs(settings: Settings) -> None:
    """Send every log, the web server's included, to standard error in the form that the settings name."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_LEVELS[settings.log_level])
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


def _without_values(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep the kind and the place of an error, nothing of its text: one of a database holds the statement's values."""
    event.pop("stack_info", None)
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _place(error)
    # Libraries put whole tracebacks, or the representation of an error, after the first line of a message.
    first = (str(event["event"]).splitlines() or [""])[0]
    event["event"] = "error in a library" if first.startswith("Traceback") else first
    return event


def _place(error: BaseException) -> str:
    """Return the line of the service, or of its library, where an error came up; else the line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    ours = [
        frame for frame in frames if _OURS & set(Path(frame.filename).parts) and "site-packages" not in frame.filename
    ]
    frame = (ours or frames)[-1]
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}"
