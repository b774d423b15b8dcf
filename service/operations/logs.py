"""Structured logs: one line an event, with the request's id; never a text, a name or an address of anybody."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from service.settings import Settings

_LEVELS: Final = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure_logs(settings: Settings) -> None:
    """Send every log, the web server's included, to standard error in the form that the settings name."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_exception_values,
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
    for noisy in ("uvicorn.access", "httpx", "alembic", "sqlalchemy.engine"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("uvicorn").handlers = []
    # An error of the driver holds the statement and its values.
    logging.getLogger("uvicorn.error").addFilter(_without_traceback)


def _without_exception_values(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    error = event.pop("exc_info", None)
    if isinstance(error, tuple) and error[0] is not None:
        event["error"] = error[0].__name__
    elif isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[0] is not None:
        record.msg, record.args = f"error in application: {record.exc_info[0].__name__}", ()
        record.exc_info = None
    return True
