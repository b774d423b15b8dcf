"""The pages: what runs, logging in, trying a need in one's own words, and where the links of messages lead."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import TypeAdapter, ValidationError

from ptce_match.errors import InputError, PtceError
from ptce_match.skills import chosen, default_taxonomy
from service.access.identity import cookie_name, digest, identify
from service.access.permission import anybody
from service.accounts import cookie, entering, sessions
from service.clock import local_day
from service.pages.home import TRIES, home_page
from service.pages.render import page
from service.people.charter import CHARTER_VERSION
from service.problems import ProblemError
from service.routing import Router
from service.security.rates import machine
from service.skills.schemas import MOST_SAID
from service.state import Service, Writing
from service.texts import Email, Prose

router = Router(include_in_schema=False, default_response_class=HTMLResponse)

_SUGGESTIONS: Final = 5
_ADULT: Final = 18
_MOST_BOXES: Final = 20
_EMAIL: Final[TypeAdapter[str]] = TypeAdapter(Email)
_TEXT: Final[TypeAdapter[str]] = TypeAdapter(Prose)
_PUBLIC: Final = "page publique : rien de personnel n'y paraît sans connexion"

Typed = Annotated[str, Form(max_length=20_000)]


@router.get("/", dependencies=[anybody(_PUBLIC)])
def home(request: Request, service: Service) -> HTMLResponse:
    """Say what runs; let a team member try a need."""
    return home_page(request, service)


@router.post("/connexion", dependencies=[anybody("la page de connexion")], response_model=None)
def log_in(
    request: Request, service: Service, email: Typed = "", password: Typed = "", code: Typed = ""
) -> HTMLResponse | RedirectResponse:
    """Open a session and go to the home page, or say what is wrong."""
    try:
        address = _EMAIL.validate_python(email)
        _, secret = entering.enter(service, _visitor(request, service), address, password, code.strip() or None)
    except ValidationError:
        wrong = "L'adresse n'a pas la forme attendue : prenom.nom@exemple.fr. Corrigez-la puis réessayez."
        return home_page(request, service, status=422, wrong=wrong, email=email[:254])
    except ProblemError as problem:
        wanted = any(each.field == "code" for each in problem.errors)
        return home_page(
            request, service, status=problem.status, wrong=problem.detail, email=address, code_wanted=wanted
        )
    response = RedirectResponse("/", status_code=303)
    cookie.give(response, service.settings, secret)
    return response


@router.post("/deconnexion", dependencies=[anybody("ne ferme que la session de qui la demande")], response_model=None)
def log_out(request: Request, service: Service, session: Writing) -> RedirectResponse:
    """End the session and go to the home page."""
    actor = identify(request)
    if actor is not None and actor.scopes is None:
        sessions.end(session, service.clock(), actor, actor.session_id)
    response = RedirectResponse("/", status_code=303)
    cookie.take_back(response, service.settings)
    return response


@router.post("/essayer", dependencies=[anybody("sans session d'équipe, elle ramène à la connexion")])
def try_need(
    request: Request,
    service: Service,
    text: Typed = "",
    place: Typed = "",
    skills: Annotated[list[str], Form(max_length=_MOST_BOXES)] = [],  # noqa: B006 - FastAPI copies it
    added: Typed = "",
) -> HTMLResponse:
    """Show who could answer a need told in free words, and what it was taken to be about; nothing is kept."""
    actor = identify(request)
    if actor is None or not actor.has(*TRIES):
        return home_page(request, service, status=401, wrong="Votre session est terminée : connectez-vous de nouveau.")
    typed: dict[str, Any] = {"text": text, "place": place}
    try:
        told = _TEXT.validate_python(text)
        said, correction = _said(skills, added)
        reads = service.matcher.reads_skills
        if correction and reads:
            kept = service.matcher.understood(told, said)
            shown = {"understood": kept, "ticked": said, "correction": correction, "added": added[:200]}
            return home_page(request, service, status=422, **shown, **typed)
        answer = service.matcher.free_text(told, place.strip()[:200], _SUGGESTIONS, said)
    except ValidationError:
        wrong = "Ce texte est trop long ou contient des caractères illisibles. Raccourcissez-le, puis réessayez."
        return home_page(request, service, status=422, wrong=wrong, **typed)
    except PtceError as error:
        return home_page(request, service, status=422, wrong=str(error), **typed)
    except ProblemError as problem:
        return home_page(request, service, status=problem.status, wrong=problem.detail, **typed)
    found = {
        "place": answer.place,
        "rankings": [("Bénévoles", answer.mentors), ("Partenaires", answer.partners)],
    }
    return home_page(request, service, understood=answer.understood if reads else None, answer=found, **typed)


def _said(skills: list[str], added: str) -> tuple[list[str], str]:
    """Return the skills that somebody left ticked or added, and what is wrong with them, "" where nothing is."""
    taxonomy = default_taxonomy()
    kept = [skill for skill in dict.fromkeys(skills) if skill in taxonomy]
    if not added.strip():
        return kept[:MOST_SAID], ""
    try:
        wanted = [skill.id for skill in chosen(taxonomy, [*kept, added])]
    except InputError as error:
        return kept[:MOST_SAID], str(error)
    return wanted[-MOST_SAID:], ""


@router.get("/confirmation", dependencies=[anybody("le lien d'un message y mène")])
def confirmation(request: Request) -> HTMLResponse:
    """Where the link of a sign-up leads."""
    return page(request, "confirmation.html")


@router.get("/mot-de-passe", dependencies=[anybody("on y vient quand on ne peut plus entrer")])
def password(request: Request) -> HTMLResponse:
    """Ask for another password, or choose it with the link of a message."""
    return page(request, "password.html")


@router.get("/invitation", dependencies=[anybody("le lien d'un message y mène")])
def invitation(request: Request, service: Service) -> HTMLResponse:
    """Where the link of an invitation leads."""
    today = local_day(service.clock())
    # Nobody is born on a 29 February of every year.
    latest = today.replace(year=today.year - _ADULT, day=min(today.day, 28))
    return page(request, "invitation.html", latest_birth=latest.isoformat(), charter_version=CHARTER_VERSION)


@router.get("/charte", dependencies=[anybody("chacun peut lire la charte")])
def charter(request: Request) -> HTMLResponse:
    """Show the charter that members accept."""
    return page(request, "charter.html", charter_version=CHARTER_VERSION)


def _visitor(request: Request, service: Service) -> entering.Visitor:
    secret = request.cookies.get(cookie_name(service.settings), "")
    return entering.Visitor(machine(request), request.headers.get("user-agent", ""), digest(secret) if secret else "")
