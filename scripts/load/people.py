"""The people of the load test, for locust: each pauses half a second to one and a half between requests.

A realistic mix: a third of the people ask for suggestions now and then, most of what everybody does is reading, and
new texts and decisions come in all the time. Who they are stands in the file that ``PTCE_LOAD_CAST`` names.
"""

from __future__ import annotations

import itertools
import json
import os
import random
from pathlib import Path
from typing import Any, ClassVar

from locust import HttpUser, between, task

_CAST: dict[str, Any] = json.loads(Path(os.environ["PTCE_LOAD_CAST"]).read_text(encoding="utf-8"))
_COOKIE = _CAST["cookie"]
_turn = {kind: itertools.cycle(_CAST[kind]) for kind in ("team", "holders", "mentors")}


class Member(HttpUser):
    """Somebody with a session."""

    abstract = True
    wait_time = between(0.5, 1.5)
    kind: ClassVar[str]

    def on_start(self) -> None:
        """Take up one of the prepared sessions."""
        self.me: dict[str, Any] = next(_turn[self.kind])
        self.client.cookies.set(_COOKIE, self.me["session"])
        self.client.headers.update({"Sec-Fetch-Site": "same-origin"})

    def suggest(self, need_id: str) -> dict[str, Any] | None:
        """Ask for the mentors of a need."""
        with self.client.post(
            f"/api/v1/needs/{need_id}/suggestions",
            json={"k": 5, "kind": "mentor"},
            name="suggestions",
            catch_response=True,
        ) as answer:
            if answer.status_code not in (200, 201):
                answer.failure(f"status {answer.status_code}: {answer.text[:200]}")
                return None
            body: dict[str, Any] = answer.json()
            return body

    def read(self, path: str, name: str) -> Any:
        """Read something."""
        return self.client.get(f"/api/v1{path}", name=name)


class TeamMember(Member):
    """The animation team: suggestions, lists, decisions, free texts."""

    kind = "team"
    weight = 10

    @task(4)
    def ask_and_maybe_decide(self) -> None:
        """Ask for suggestions; take one up in one case out of four, and write to the mentor."""
        run = self.suggest(random.choice(_CAST["needs"]))
        if not run or not run["suggestions"] or random.random() > 0.25:
            return
        with self.client.post(
            "/api/v1/pairings", json={"run_id": run["id"], "position": 1}, name="take up", catch_response=True
        ) as taken:
            if taken.status_code not in (201, 409):
                taken.failure(f"status {taken.status_code}: {taken.text[:200]}")
                return
            taken.success()
            if taken.status_code == 409:  # somebody else was faster
                return
            pairing = taken.json()["id"]
        with self.client.post(
            f"/api/v1/pairings/{pairing}/moves", json={"move": "ask"}, name="ask the mentor", catch_response=True
        ) as asked:
            if asked.status_code in (200, 409):
                asked.success()
            else:
                asked.failure(f"status {asked.status_code}: {asked.text[:200]}")

    @task(4)
    def look_around(self) -> None:
        """Read lists."""
        path = random.choice(["/mentors", "/projects", "/pairings"])
        self.read(f"{path}?limit=50", f"list {path}")

    @task(2)
    def try_a_need(self) -> None:
        """Try a need in free words: its vector is not known yet."""
        text = random.choice(_CAST["texts"]) + f" ({random.randrange(10**6)})"
        self.client.post("/api/v1/matching/free-text", json={"text": text, "place": "Matha", "k": 5}, name="free text")


class Holder(Member):
    """A project holder: their project, suggestions for their needs, new words for a need."""

    kind = "holders"
    weight = 20

    @task(5)
    def read_project(self) -> None:
        """Read one's own project and its needs."""
        self.read(f"/projects/{self.me['project']}", "own project")
        self.read(f"/projects/{self.me['project']}/needs", "own needs")

    @task(3)
    def ask(self) -> None:
        """Ask who could help."""
        self.suggest(random.choice(self.me["needs"]))

    @task(1)
    def tell_again(self) -> None:
        """Tell a need in other words."""
        text = random.choice(_CAST["texts"]) + f" ({random.randrange(10**6)})"
        self.client.patch(
            f"/api/v1/needs/{random.choice(self.me['needs'])}",
            json={"text": text},
            name="new text of a need",
        )


class Mentor(Member):
    """A mentor: their entry, what they are asked, an answer, new words for a profile."""

    kind = "mentors"
    weight = 20

    @task(4)
    def read_entry(self) -> None:
        """Read one's own entry."""
        self.read(f"/mentors/{self.me['mentor']}", "own entry")

    @task(3)
    def answer(self) -> None:
        """See what was asked, and accept or decline it."""
        pairings = self.read("/pairings", "own requests").json()["items"]
        for pairing in [each for each in pairings if each["state"] == "asked"][:1]:
            move: dict[str, Any] = {"move": "accept"}
            if random.random() < 0.4:
                move = {"move": "decline", "reason": "no_time"}
            with self.client.post(
                f"/api/v1/pairings/{pairing['id']}/moves", json=move, name="answer", catch_response=True
            ) as moved:
                if moved.status_code in (200, 409):
                    moved.success()
                else:
                    moved.failure(f"status {moved.status_code}: {moved.text[:200]}")

    @task(1)
    def tell_again(self) -> None:
        """Tell one's story in other words."""
        text = " ".join(random.sample(_CAST["stories"], 3))
        self.client.patch(f"/api/v1/mentors/{self.me['mentor']}", json={"profile": text}, name="new text of a profile")
