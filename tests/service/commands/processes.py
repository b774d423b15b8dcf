"""The service as a real process: started by its command, asked over a real socket, ended by real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

from service.settings import FILE_VARIABLE, PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECRET: Final = "un-secret-qui-ne-sert-qu-aux-essais-0123456789"  # noqa: S105 - of a test
_SECONDS: Final = 60


def environment(**settings: object) -> dict[str, str]:
    """Return an environment in which only these settings are given."""
    ours = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | {FILE_VARIABLE}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {f"{PREFIX}{name.upper()}": str(value) for name, value in settings.items()}


def started(*arguments: str, env: Mapping[str, str], stdin: int | None = None) -> subprocess.Popen[str]:
    """Start the command as a real process."""
    return subprocess.Popen(
        [sys.executable, "-m", "ptce_match.cli.main", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(env),
        # A shell starts its background jobs deaf to interruptions, and they hand that on to all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def finished(*arguments: str, env: Mapping[str, str]) -> tuple[int, str, str]:
    """Run the command to its end; return its status, output and errors."""
    process = started(*arguments, env=env)
    out, err = process.communicate(timeout=_SECONDS)
    return process.returncode, out, err


@dataclass
class Serving:
    """A service that answers."""

    process: subprocess.Popen[str]
    url: str
    said: list[str] = field(default_factory=list)

    def get(self, path: str) -> tuple[int, Any]:
        """Ask for a path; return the status and the answer, read where it is JSON."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=_SECONDS) as answer:  # noqa: S310 - our own server
                return answer.status, _read(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, _read(refusal)

    def post(self, path: str, content: object, machine: str) -> int:
        """Send JSON for somebody on another machine; return the status."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}{path}",
            data=json.dumps(content).encode(),
            headers={"Content-Type": "application/json", "X-Forwarded-For": machine},
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit status and what was logged."""
        self.process.send_signal(number)
        _, err = self.process.communicate(timeout=_SECONDS)
        return self.process.returncode, err


def _read(answer: IO[bytes]) -> Any:
    content = answer.read().decode()
    try:
        return json.loads(content)
    except ValueError:
        return content


@contextmanager
def serving(*arguments: str, env: Mapping[str, str]) -> Iterator[Serving]:
    """Give a service that has said that it answers; it does not outlive the test."""
    process = started("serve", "--port", "0", *arguments, env=env)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("Le service répond sur http://"), process.communicate(timeout=_SECONDS)
        yield Serving(process, first.split()[-1], [first])
    finally:
        process.kill()
        process.communicate()
