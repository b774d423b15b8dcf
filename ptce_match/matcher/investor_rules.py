"""The hard rules: which investors cannot come into a project, and why.

They rest on columns only, never on what was read in free text; an empty column excludes nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ptce_match.criteria import form_families
from ptce_match.explanation import wording
from ptce_match.matcher.mentor_rules import conflict_rule
from ptce_match.network import SECTORS
from ptce_match.signals import MARGIN, amount, instrument
from ptce_match.signals.funding import form_words

if TYPE_CHECKING:
    from ptce_match.network import Investor, Network, Project

_FAMILY_NAMES: Final = {"association": "association", "cooperative": "cooperative", "company": "societe"}


def investor_exclusion(network: Network, investor: Investor, project: Project, distance_km: float) -> str:
    """Return the rule that keeps an investor out of a project, in French, "" where there is none."""
    for conflict in network.conflicts:
        if conflict.person_id == investor.id and conflict.project_id == project.id:
            return conflict_rule(conflict.reason)
    return _money(investor, project) or _scope(investor, project, distance_km)


def _money(investor: Investor, project: Project) -> str:
    left = project.amount_left
    if left <= 0:
        return "le projet ne cherche plus de financement"
    if left < investor.ticket_min:
        return f"ticket minimum de {wording.euros(investor.ticket_min)}, pour {wording.euros(left)} restant à trouver"
    if amount(investor, left) == 0:
        return f"n'a plus de quoi placer cette année ({wording.euros(investor.available or 0)})"
    if investor.instruments and not instrument(investor, project)[1]:
        offered = ", ".join(investor.instruments)
        return f"n'apporte que : {offered}, ce que le statut « {project.legal_form} » ne permet pas"
    return ""


def _scope(investor: Investor, project: Project, distance_km: float) -> str:
    if investor.sectors and project.sector is not None and project.sector not in investor.sectors:
        return f"ne finance pas le secteur « {SECTORS[project.sector]} »"
    if distance_km > (1.0 + MARGIN) * investor.radius_km:
        return (
            f"à {wording.beyond(distance_km, investor.radius_km)}, hors de son territoire "
            f"({wording.radius(investor.radius_km)} autour de {investor.commune})"
        )
    if investor.stages and project.stage not in investor.stages:
        return f"n'intervient pas à l'étape « {project.stage} »"
    if investor.legal_forms and project.legal_form and not _accepts_form(investor, project.legal_form):
        return f"n'accepte pas le statut « {project.legal_form} »"
    return ""


def _accepts_form(investor: Investor, legal_form: str) -> bool:
    """Tell whether a form, or the family that « coopérative » or « société » names, is among the accepted ones."""
    accepted = {word for form in investor.legal_forms for word in form_words(form)}
    families = {_FAMILY_NAMES[family] for family in form_families(legal_form) if family in _FAMILY_NAMES}
    return bool(accepted & (form_words(legal_form) | families))
