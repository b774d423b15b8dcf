"""How names of columns and values read in French, for the readable page of « Mes données »."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from ptce_match.explanation import wording
from ptce_match.network import SECTORS
from ptce_match.signals import LABELS as SIGNALS
from ptce_match.skills import default_taxonomy
from service.access.roles import FRENCH as ROLES
from service.clock import local_day
from service.pairings.states import STATE_LABELS
from service.privacy.purposes import BASES, STATEMENTS

LABELS: Final[dict[str, str]] = {
    "account_id": "compte", "action": "geste", "active": "en usage", "adult": "18 ans révolus", "agreed_at": "conclu le",
    "alternate_of": "remplaçant de", "alternate_rank": "rang de remplaçant", "amount_obtained": "montant obtenu (€)",
    "amount_sought": "montant recherché (€)", "answered_at": "répondu le", "archived_at": "archivé le",
    "asked_at": "demandé le", "asked_for": "suggestions demandées", "at": "date", "available": "reste à placer (€)",
    "basis": "base légale", "best_score": "meilleur score", "body": "texte", "capacity": "projets à la fois",
    "charter_accepted_on": "charte acceptée le", "charter_version": "version de la charte", "closed_at": "clos le",
    "collective_id": "identifiant du collectif", "comment": "commentaire", "commune": "commune", "contact_id": "personne",
    "counterfactual": "ce qui changerait le classement", "created_at": "créé le", "criteria": "critères", "date": "date",
    "deadline": "échéance", "decided_at": "jugé le", "description": "description", "disabled_at": "fermé le",
    "done": "fait", "due_at": "réponse attendue le", "email": "adresse électronique",
    "email_confirmed_at": "adresse confirmée le", "encoder": "modèle de langue", "entity_id": "identifiant concerné",
    "expires_at": "expire le", "extras": "colonnes de l'équipe", "file_name": "fichier", "finished_at": "fini le",
    "first_at": "première fois", "folded_name": "nom sans accents", "form": "format", "given_at": "enregistré le",
    "held_on": "date", "holder": "porteur", "holder_id": "personne", "holder_rating": "note du porteur",
    "hours_per_month": "heures par mois", "id": "identifiant", "insee": "code INSEE", "instruments": "instruments",
    "investor_id": "identifiant d'investisseur", "job_id": "travail", "joined_on": "depuis le", "kind": "sorte",
    "last_active_at": "dernière activité", "last_at": "dernière fois", "last_login_at": "dernière connexion",
    "last_seen_at": "vu le", "last_used_at": "dernier usage", "left_on": "parti le", "legal_form": "forme juridique",
    "legal_forms": "formes juridiques", "mentor_id": "identifiant de bénévole", "mentor_rating": "note du bénévole",
    "mentors_wanted": "bénévoles souhaités", "message": "message", "name": "nom", "need_id": "identifiant du besoin", "note": "note",
    "noted_by": "noté par", "number": "nombre", "objected_at": "opposition au rapprochement le", "offer": "offre", "other_party_id": "autre personne",
    "other_side": "de l'autre côté", "outcome": "issue", "pairing_id": "identifiant du rapprochement", "partner_id": "identifiant de partenaire",
    "party_id": "fiche concernée", "password": "mot de passe choisi", "paused_until": "en pause jusqu'au",
    "person_id": "personne", "phone": "téléphone", "place": "lieu", "position": "rang", "postal_code": "code postal",
    "priority": "priorité", "profile": "profil", "project": "projet", "project_id": "identifiant du projet", "purpose": "finalité",
    "radius_km": "rayon (km)", "ranker": "modèle de classement", "rating": "note", "reason": "motif", "reasons": "raisons",
    "recipient": "destinataire", "refusals": "refus", "reminded_at": "rappelé le", "remote": "à distance",
    "reservations": "réserves", "role": "rôle", "roles": "rôles", "run_id": "identifiant du classement", "run_position": "rang montré",
    "said": "compétences dites", "scopes": "droits", "score": "score", "sector": "secteur", "sectors": "secteurs", "sent_at": "envoyé le",
    "sentence": "ce qui en est fait", "shown": "suggestions montrées", "shown_at": "montré le", "side": "côté",
    "signals": "signaux", "stage": "étape", "stages": "étapes", "started_at": "commencé le", "state": "état",
    "skills": "compétences dites", "status": "statut", "subject": "objet", "tags": "compétences", "text": "texte", "text_version": "version du texte",
    "threshold": "seuil", "ticket_max": "montant maximal (€)", "ticket_min": "montant minimal (€)", "title": "titre",
    "total": "en tout", "totp_confirmed_at": "double vérification depuis le",
    "understood_as": "besoin compris comme", "updated_at": "modifié le",
    "used_at": "utilisé le", "user_agent": "navigateur", "warned_month_at": "prévenu (un mois) le",
    "warned_week_at": "prévenu (une semaine) le", "withdrawn_at": "retiré le",
}  # fmt: skip
"""What each column is called."""

_KINDS: Final = {
    "mentor": "bénévole", "investor": "investisseur", "partner": "partenaire", "holder": "porteur", "person": "personne",
    "account": "compte", "project": "projet", "need": "besoin", "pairing": "rapprochement", "membership": "adhésion",
    "confirm": "confirmation", "reset": "mot de passe", "invitation": "invitation", "decision": "décision",
    "conflict": "conflit d'intérêts", "meeting": "rencontre", "session": "session", "token": "jeton", "consent": "accord",
    "collective": "collectif", "import": "import", "job": "travail", "run": "classement", "feedback": "avis",
    "queued": "en attente", "running": "en cours", "done": "terminé", "failed": "échoué", "cancelled": "annulé",
}  # fmt: skip
_VERBS: Final = {
    "create": "création", "change": "modification", "archive": "archivage", "unarchive": "retour", "begin": "début",
    "end": "fin", "object": "opposition", "take_back_objection": "fin d'opposition", "export": "export des données",
    "warn_month": "avertissement (un mois)", "warn_week": "avertissement (une semaine)", "erase": "effacement",
    "delete": "suppression", "login": "connexion", "logout": "déconnexion", "ask": "demande", "accept": "acceptation",
    "decline": "refus", "agree": "accord", "close": "clôture", "expire": "expiration", "withdraw": "retrait",
    "propose": "proposition", "reject": "mise à l'écart", "pause": "pause", "give": "accord", "rate": "note",
}  # fmt: skip


_SENTENCES: Final = frozenset({"reasons", "reservations"})
_OF_SKILLS: Final = frozenset({"understood_as", "said"})


def value(name: str, given: Any) -> str:
    """Return how a value of a column reads; "" where there is none."""
    if given is None or given in ("", [], {}):
        return ""
    if isinstance(given, bool):
        return "oui" if given else "non"
    if isinstance(given, list) and name in _SENTENCES:
        return "\n".join(map(str, given))
    if isinstance(given, list):
        return ", ".join(value(name, each) for each in given)
    if isinstance(given, dict) and name == "signals":
        return " · ".join(f"{_part(key)} : {wording.percent(each)}" for key, each in given.items())
    if isinstance(given, dict) and name in _OF_SKILLS:
        sure = given.get("probability")
        return str(given["name"]) + ("" if sure is None else f" ({wording.percent(sure)})")
    if isinstance(given, dict):
        return " · ".join(f"{_part(key)} : {value(key, each)}" for key, each in given.items() if each not in (None, ""))
    if isinstance(given, int | float):
        return _number(name, given)
    return _text(name, str(given))


def _number(name: str, given: float) -> str:
    if name in ("sector", "sectors"):
        return SECTORS.get(int(given), str(given))
    if name in ("score", "best_score", "threshold"):
        return wording.percent(float(given))
    return wording.number(float(given))


def _text(name: str, given: str) -> str:
    if name.endswith("_at") or name == "at":
        return _moment(given)
    if name.endswith("_on") or name in ("date", "deadline", "paused_until", "held_on"):
        return wording.day(date.fromisoformat(given))
    if name == "skills":
        return default_taxonomy()[given].name if given in default_taxonomy() else given
    known: dict[Any, str] = _KNOWN.get(name, {})
    if name == "action":
        kind, _, verb = given.partition(".")
        return f"{_KINDS.get(kind, kind)} : {_VERBS.get(verb, verb)}" if verb else given
    return known.get(given, given)


def _moment(given: str) -> str:
    moment = datetime.fromisoformat(given).astimezone()
    return f"{wording.day(local_day(moment))} à {moment.hour} h {moment.minute:02d}"


def _part(key: str) -> str:
    return SIGNALS.get(key, LABELS.get(key, key))  # type: ignore[call-overload, no-any-return]


_KNOWN: Final[dict[str, dict[Any, str]]] = {
    "kind": _KINDS,
    "purpose": _KINDS | {purpose: each.title for purpose, each in STATEMENTS.items()},
    "basis": dict(BASES),
    "state": _KINDS | dict(STATE_LABELS),
    "side": _KINDS,
    "role": dict(ROLES),
    "roles": dict(ROLES),
}
