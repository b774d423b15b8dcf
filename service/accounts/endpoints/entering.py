"""`/auth`: logging in and out, who one is, open sessions."""

from __future__ import annotations

from fastapi import Response
from sqlmodel import Session

from service.access.actor import Actor
from service.access.permission import anybody
from service.accounts import cookie, entering, repository, sessions
from service.accounts.endpoints.callers import OVER_LIMIT, Anyone, Knocking, in_person
from service.accounts.models import Account
from service.accounts.schemas import Login, Me, SessionView
from service.audit import log
from service.database.connection import reading
from service.people.models import Person
from service.problems import not_found
from service.routing import Router
from service.state import Reading, Service, Writing
from service.texts import Key

router = Router(prefix="/auth", tags=["auth"])


@router.post("/login", responses=OVER_LIMIT, dependencies=[anybody("one is not known before logging in")])
def login(service_: Service, visitor: Knocking, response: Response, sent: Login) -> Me:
    """Log in: opens a session, kept by a cookie, and ends the one that the browser had. Too many tries make one wait."""
    actor, secret = entering.enter(service_, visitor, sent.email, sent.password, sent.code)
    cookie.give(response, service_.settings, secret)
    with reading(service_.database) as session:
        return _me(session, actor)


@router.post("/logout", status_code=204)
def logout(actor: Anyone, session: Writing, service_: Service, response: Response) -> None:
    """End the present session."""
    in_person(actor)
    repository.end_session(session, actor.account_id, actor.session_id)
    log.record(session, service_.clock(), actor, "account.logout", "account", actor.account_id)
    cookie.take_back(response, service_.settings)


@router.get("/me")
def read_me(actor: Anyone, session: Reading) -> Me:
    """Tell who one is."""
    return _me(session, actor)


@router.get("/sessions")
def list_sessions(actor: Anyone, session: Reading, service_: Service) -> list[SessionView]:
    """List one's open sessions, 200 at most, the last used first."""
    return [
        SessionView(
            id=each.id,
            created_at=each.created_at,
            expires_at=each.expires_at,
            last_seen_at=each.last_seen_at,
            user_agent=each.user_agent,
            present=each.id == actor.session_id,
        )
        for each in repository.sessions(session, actor.account_id, service_.clock())
    ]


@router.delete("/sessions", status_code=204)
def end_other_sessions(actor: Anyone, session: Writing, service_: Service) -> None:
    """End all of one's sessions except the present one."""
    in_person(actor)
    sessions.end_others(session, service_.clock(), actor)


@router.delete("/sessions/{session_id}", status_code=204)
def end_one_session(actor: Anyone, session: Writing, service_: Service, session_id: Key) -> None:
    """End one of one's own sessions."""
    in_person(actor)
    if not sessions.end(session, service_.clock(), actor, session_id):
        raise not_found("Cette session")


def _me(session: Session, actor: Actor) -> Me:
    account = session.get_one(Account, actor.account_id)
    person = session.get_one(Person, actor.person_id)
    return Me(
        account_id=account.id,
        person_id=person.id,
        name=person.name,
        email=account.email,
        roles=repository.roles(session, account.id),
        scopes=None if actor.scopes is None else sorted(actor.scopes),
        totp=account.totp_confirmed_at is not None,
    )
