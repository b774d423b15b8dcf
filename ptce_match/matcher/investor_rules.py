"""The hard rules: which investors cannot come into a project, and why.

They rest on columns only, never on what was read in free text; an empty column excludes nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_match.explanation import wording
from ptce_match.network import SECTORS
from ptce_match.signals import amount, instrument
from ptce_match.signals.funding import form_words

if TYPE_CHECKING:
    from ptce_match.network import Investor, Network, Project


def investor_exclusion(network: Network, investor: Investor, project: Project, distance_km: float) -> str:
    """Return the rule that keeps an investor out of a project, in French, "" where there is none."""
    for conflict in network.conflicts:
        if conflict.person_id == investor.id and conflict.project_id == project.id:
            return f"conflit d'intérêts déclaré avec ce projet{f' : {conflict.reason}' if conflict.reason else ''}"
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
    if distance_km > investor.radius_km:
        return (
            f"à {wording.kilometres(distance_km)}, hors de son territoire ({wording.kilometres(investor.radius_km)} autour "
            f"de {investor.commune})"
        )
    if investor.stages and project.stage not in investor.stages:
        return f"n'intervient pas à l'étape « {project.stage} »"
    if investor.legal_forms and project.legal_form:
        accepted = set().union(*(form_words(form) for form in investor.legal_forms))
        if not form_words(project.legal_form) & accepted:
            return f"n'accepte pas le statut « {project.legal_form} »"
    return ""
