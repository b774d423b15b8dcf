"""`/metrics`: counts and lengths for Prometheus; no name, no text, no identifier."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError

from ptce_match import __version__
from service.access.permission import anybody
from service.database.connection import reading
from service.operations import queues
from service.problems import not_found
from service.state import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.metrics_core import Metric

    from service.state import State

router = APIRouter(tags=["operations"], include_in_schema=False)

_MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED: Final = ("x-forwarded-for", "forwarded", "x-real-ip")


@router.get(
    "/metrics",
    dependencies=[anybody("counts without people; open to this machine alone unless the settings say otherwise")],
)
def metrics(request: Request, service_: Service) -> Response:
    """Return what Prometheus collects."""
    if not (service_.settings.metrics_open or _from_this_machine(request)):
        raise not_found()
    present = CollectorRegistry(auto_describe=False)
    present.register(_Present(service_))
    return Response(generate_latest(REGISTRY) + generate_latest(present), media_type=_MEDIA_TYPE)


def _from_this_machine(request: Request) -> bool:
    """Tell whether somebody on this machine asks; what a reverse proxy passes on comes from elsewhere."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


class _Present:
    """Collects what is so at this moment: the queues and the engine."""

    def __init__(self, state: State) -> None:
        self._state = state

    def collect(self) -> Iterator[Metric]:
        """Yield one family after the other; without a database, only that it is down."""
        about = GaugeMetricFamily("ptce_info", "The program", labels=["version", "database"])
        about.add_metric([__version__, self._state.database.dialect.name], 1)
        yield about
        ready = self._state.matcher.ready
        yield GaugeMetricFamily("ptce_engine_ready", "Whether the engine answers", value=float(ready))
        try:
            with reading(self._state.database) as session:
                lengths = queues.lengths(session, self._state.clock())
        except SQLAlchemyError:
            yield GaugeMetricFamily("ptce_database_up", "Whether the database answers", value=0)
            return
        yield GaugeMetricFamily("ptce_database_up", "Whether the database answers", value=1)
        yield from _families(lengths)
        lag = lengths.revision - self._state.matcher.revision if ready else lengths.revision
        yield GaugeMetricFamily("ptce_engine_lag", "Changes that the engine has not seen yet", value=max(0, lag))


def _families(lengths: queues.Lengths) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("ptce_jobs", "Long work by state", labels=["state"])
    for state, number in lengths.jobs.items():
        jobs.add_metric([state], number)
    yield jobs
    for name, meaning, value in (
        ("ptce_texts_waiting", "Entries whose texts are still to be embedded", lengths.texts),
        ("ptce_texts_oldest_seconds", "Age of the oldest of them", lengths.oldest_text),
        ("ptce_messages_waiting", "Messages still to be sent", lengths.messages),
        ("ptce_messages_oldest_seconds", "Age of the oldest of them", lengths.oldest_message),
        ("ptce_messages_failing", "Messages that failed at least once and are still to be sent", lengths.failing),
        ("ptce_messages_given_up", "Messages of the last 30 days that could not be sent", lengths.given_up),
        ("ptce_messages_sent", "Messages sent in the last 30 days", lengths.sent),
        ("ptce_revision", "Number of the last change of the network", lengths.revision),
    ):
        yield GaugeMetricFamily(name, meaning, value=value)
