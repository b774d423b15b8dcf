"""What insight answers. The titles are the columns of the CSV files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, Field

from service.insight.proportions import Rate

if TYPE_CHECKING:
    from service.insight.question import Question


class Answer(BaseModel):
    """What every answer tells about itself."""

    since: date | None = Field(title="du", description="Premier jour compté ; vide : depuis le début.")
    until: date | None = Field(title="au", description="Dernier jour compté ; vide : jusqu'à aujourd'hui.")
    protected: bool = Field(
        title="petits nombres laissés de côté", description="Les petits nombres sont regroupés ou laissés vides."
    )
    note: str = Field(title="note", description="Ce qu'il faut savoir pour lire ces nombres.")

    @classmethod
    def to(cls, question: Question, **content: object) -> Self:
        """Return the answer to a question."""
        period = question.period
        told = {"since": period.since, "until": period.until, "protected": question.protected, "note": question.note}
        return cls.model_validate(told | content)


class CoverageRow(BaseModel):
    """Needs that have something in common, each counted once: accepted + suggested + nobody + not_searched = needs."""

    label: str = Field(title="groupe")
    needs: int = Field(title="besoins")
    accepted: int | None = Field(title="avec un bénévole qui a accepté")
    suggested: int | None = Field(title="avec une suggestion, personne n'a accepté")
    nobody: int | None = Field(title="recherche faite, personne au-dessus du seuil")
    not_searched: int | None = Field(title="aucune recherche enregistrée")
    accepted_rate: Rate | None = Field(title="part avec un bénévole qui a accepté")


class Coverage(Answer):
    """Which needs have somebody."""

    rows: list[CoverageRow]
    total: CoverageRow | None
    erased_needs: int | None = Field(description="Besoins effacés depuis, comptés nulle part ailleurs.")


class WaitingRow(BaseModel):
    """How long one stage takes, in days."""

    stage: str = Field(title="étape (code)")
    label: str = Field(title="étape")
    size: str = Field(title="attentes suivies (ordre de grandeur)")
    n: int | None = Field(title="attentes suivies")
    ended: int | None = Field(title="terminées")
    open: int | None = Field(title="encore ouvertes ou abandonnées")
    median_days: float | None = Field(title="médiane (jours)")
    p90_days: float | None = Field(title="90 % en moins de (jours)")


class Waiting(Answer):
    """How long people wait, stage by stage."""

    rows: list[WaitingRow]


class OutcomeRow(BaseModel):
    """How often something was the outcome; a row with a reason is a part of the refusals."""

    outcome: str = Field(title="issue (code)")
    reason: str | None = Field(title="motif (code)")
    label: str = Field(title="issue ou motif")
    number: int = Field(title="nombre")
    share: Rate | None = Field(title="part")


class Acceptance(Answer):
    """What came of suggestions or of requests; rates only where all they are made of is shown."""

    total: int | None
    outcomes: list[OutcomeRow]
    reasons: list[OutcomeRow] = Field(description="Les refus, par motif ; les parts se lisent parmi les refus.")
    accepted_of_answers: Rate | None = Field(description="Oui parmi les réponses (oui ou non).")
    accepted_of_ended: Rate | None = Field(description="Oui parmi les réponses et les demandes restées sans réponse.")


class Exposure(Answer):
    """How suggestions and requests spread over the mentors of today."""

    mentors: int | None = Field(title="bénévoles")
    shown: int | None = Field(title="suggérés au moins une fois")
    never_shown: int | None = Field(title="jamais suggérés")
    never_shown_share: float | None = Field(title="part jamais suggérée")
    gini_shown: float | None = Field(title="Gini des suggestions")
    top_shown: float | None = Field(title="part des suggestions aux 10 % les plus suggérés")
    asked: int | None = Field(title="sollicités au moins une fois")
    never_asked: int | None = Field(title="jamais sollicités")
    never_asked_share: float | None = Field(title="part jamais sollicitée")
    gini_asked: float | None = Field(title="Gini des demandes")
    top_asked: float | None = Field(title="part des demandes aux 10 % les plus sollicités")
    erased_suggestions: int | None = Field(title="suggestions de personnes effacées depuis")
    erased_requests: int | None = Field(title="rapprochements de personnes effacées depuis")


class MentorActivity(BaseModel):
    """How often one mentor was shown and asked, and what they answered: for the team alone."""

    id: str = Field(title="id")
    name: str = Field(title="nom")
    shown: int = Field(title="besoins où la personne a été suggérée")
    shown_first: int = Field(title="dont en première place")
    asked: int = Field(title="demandes reçues")
    accepted: int = Field(title="acceptées")
    declined: int = Field(title="refusées")
    expired: int = Field(title="restées sans réponse")
    pending: int = Field(title="en attente de réponse")
    accepted_of_answers: Rate | None = Field(title="part acceptée des réponses")
    asked_recently: int = Field(title="demandes des 90 derniers jours")
    load: int = Field(title="projets accompagnés")
    capacity: int = Field(title="projets à la fois au plus")


class ShortageRow(BaseModel):
    """Needs that still want somebody, and who could come; suggested + nobody + not_searched = needs."""

    label: str = Field(title="groupe")
    needs: int = Field(title="besoins en attente")
    suggested: int | None = Field(title="dont avec une suggestion")
    nobody: int | None = Field(title="dont personne au-dessus du seuil")
    not_searched: int | None = Field(title="dont sans recherche enregistrée")
    places_missing: int | None = Field(title="places à pourvoir")
    mean_best_score: float | None = Field(title="meilleur score, en moyenne")
    mentors: int | None = Field(title="bénévoles qui offrent")
    free_places: int | None = Field(title="places libres chez eux")


class Shortages(Answer):
    """Where people are missing today."""

    rows: list[ShortageRow]
    total: ShortageRow | None


class FollowRate(Answer):
    """How often the team takes the first suggestion."""

    decisions: int | None = Field(title="classements sur lesquels l'équipe a décidé")
    first_taken: int | None = Field(title="première suggestion retenue")
    rate: Rate | None = Field(title="part")
    median_seconds: float | None = Field(title="délai médian entre affichage et décision (secondes)")
    by_hand: int | None = Field(title="bénévoles choisis sans classement")
    warning: str | None = Field(title="alerte")


class FundingRow(BaseModel):
    """Money of projects under way that look for some, in euros."""

    label: str = Field(title="groupe")
    projects: int = Field(title="projets")
    sought: float = Field(title="recherché (€)")
    obtained: float = Field(title="obtenu (€)")
    left: float = Field(title="reste à trouver (€)")
    obtained_share: float | None = Field(title="part obtenue")


class FundingGaps(Answer):
    """What is still to be found."""

    rows: list[FundingRow]
    total: FundingRow | None


class PseudonymousMentor(BaseModel):
    """A mentor of today without words, name or place finer than the department."""

    mentor: str = Field(title="bénévole", description="Pseudonyme, le même dans les lignes d'apprentissage.")
    status: str = Field(title="statut")
    department: str | None = Field(title="département", description="Vide s'il compte moins de 5 bénévoles.")
    tags: list[str] = Field(title="compétences", description="Celles d'au moins 5 bénévoles ; sinon « autre ».")
    sectors: list[int] = Field(title="secteurs")
    hours: str = Field(title="heures par mois (tranche)")
    capacity: str = Field(title="projets à la fois (tranche)")
    remote: bool | None = Field(title="à distance")


class PseudonymousRow(BaseModel):
    """One judged suggestion for the ranker."""

    row: str = Field(title="ligne")
    kind: str = Field(title="genre")
    need: str | None = Field(title="besoin")
    project: str = Field(title="projet")
    party: str = Field(title="personne")
    signals: dict[str, float] = Field(title="signaux")
    score: float | None = Field(title="score")
    position: int | None = Field(title="position")
    shown: int | None = Field(title="suggestions montrées")
    encoder: str = Field(title="encodeur")
    ranker: str = Field(title="classeur")
    outcome: str = Field(title="issue")
    reason: str | None = Field(title="motif")
    mentor_rating: int | None = Field(title="note du bénévole")
    holder_rating: int | None = Field(title="note du porteur")
    shown_week: date | None = Field(title="semaine d'affichage", description="Son lundi.")
    decided_week: date = Field(title="semaine de décision", description="Son lundi.")
