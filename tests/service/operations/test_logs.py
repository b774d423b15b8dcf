"""The logs: one JSON document a line, the web server's too, and nothing of what people wrote in them."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from service.operations.logs import configure_logs
from service.settings import Settings, SettingsError, read_settings


class Log:
    """What is written to standard error from now on."""

    def __init__(self, capsys: pytest.CaptureFixture[str], **settings: Any) -> None:
        # In the test itself: pytest has another standard error while it sets up.
        configure_logs(Settings(demo=True, **settings))
        self._capsys = capsys

    def lines(self) -> list[dict[str, Any]]:
        """Return the documents written since."""
        return [json.loads(line) for line in self._capsys.readouterr().err.splitlines()]


def failing_insert() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (name TEXT UNIQUE)"))
        connection.execute(text("INSERT INTO t VALUES (:name)"), {"name": "Annick Rullier"})
        connection.execute(text("INSERT INTO t VALUES (:name)"), {"name": "Annick Rullier"})


def test_a_line_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys)
    structlog.contextvars.bind_contextvars(request_id="abcd1234")
    structlog.get_logger("service.mail").info("message sent", tries=2, objet="déjà vu")
    structlog.contextvars.clear_contextvars()
    [line] = log.lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "message sent",
        "tries": 2,
        "objet": "déjà vu",
        "request_id": "abcd1234",
        "level": "info",
        "logger": "service.mail",
    }


@pytest.mark.parametrize("logger", ["uvicorn.error", "service.anything", "asyncio", "a.library"])
def test_libraries_write_in_the_same_form(capsys: pytest.CaptureFixture[str], logger: str) -> None:
    log = Log(capsys)
    logging.getLogger(logger).warning("to %s", "you")
    [line] = log.lines()
    assert (line["event"], line["logger"], line["level"]) == ("to you", logger, "warning")


def test_an_error_is_told_by_its_kind_and_place_without_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys)
    try:
        failing_insert()
    except IntegrityError as error:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
        structlog.get_logger("service.problems").error("unexpected", exc_info=error)
        structlog.get_logger("service.problems").exception("unexpected")
    found = log.lines()
    assert len(found) == 3
    assert all(line["error"] == "IntegrityError" for line in found)
    assert all(line["where"] for line in found)
    assert "Rullier" not in json.dumps(found)


def test_an_error_of_the_service_is_told_with_the_line_that_made_it(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys)
    try:
        read_settings(inconnu="Annick Rullier")
    except SettingsError as error:
        structlog.get_logger("service").error("unexpected", exc_info=error)
    [line] = log.lines()
    assert line["where"].startswith("service/settings.py:")


def test_what_a_library_says_after_its_first_line_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys)
    logging.getLogger("asyncio").error(
        "Task exception was never retrieved\nfuture: <Task exception=ValueError('Annick Rullier')>"
    )
    logging.getLogger("uvicorn.error").error("Traceback (most recent call last):\n  ...\nValueError: Annick Rullier")
    first, second = log.lines()
    assert first["event"] == "Task exception was never retrieved"
    assert second["event"] == "error in a library"


@pytest.mark.parametrize(
    "logger", ["uvicorn.access", "sqlalchemy.engine.Engine", "httpx", "python_multipart.multipart"]
)
def test_chatter_is_left_out(logger: str, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys, log_level="debug")
    logging.getLogger(logger).info("INSERT INTO person VALUES ('Annick Rullier')")
    assert log.lines() == []


def test_the_level_is_a_setting(capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(capsys, log_level="warning")
    structlog.get_logger("service").info("not shown")
    structlog.get_logger("service").warning("shown")
    assert [line["event"] for line in log.lines()] == ["shown"]


def test_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    Log(capsys, log_format="text")
    structlog.get_logger("service").warning("disk nearly full", percent=91)
    told = capsys.readouterr().err
    assert "disk nearly full" in told
    assert "percent=91" in told
    assert "\x1b" not in told, "no colours in a file"
