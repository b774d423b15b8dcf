"""Each kind of data about a person, with one French sentence that explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.encoder.store import text_keys
from service.privacy.basis import standings
from service.privacy.embedded import embedded_texts
from service.privacy.inventory import exported
from service.privacy.purposes import BASES, STATEMENTS
from service.privacy.repository import belongings as owned
from service.privacy.repository import consents, holdings, removal
from service.privacy.schemas import Section
from service.privacy.sides import pairing_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session, SQLModel

    from service.privacy.repository.belongings import Belongings

Items = list[dict[str, Any]]
_LINK: Final = re.compile(r"https?://\S+")
"""A link that works once, and must not work for whoever reads an export over somebody's shoulder."""


@dataclass(frozen=True)
class Source:
    """What the sections are made from."""

    session: Session
    belongings: Belongings

    def rows(self, rows: Iterable[SQLModel], *, without: Sequence[str] = ()) -> Items:
        """Return rows as the person gets to see them."""
        return [shown(row, without=without) for row in rows]


def shown(row: SQLModel, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """Return the columns of a row that are exported."""
    values = row.model_dump(mode="json")
    return {name: values[name] for name in exported(str(row.__tablename__)) if name not in without}


def sections(session: Session, belongings: Belongings) -> list[Section]:
    """Return every section, the empty ones included: that nothing is kept is an answer too."""
    source = Source(session, belongings)
    return [*_who(source), *_registry(source), *_together(source), *_engine(source), *_traces(source)]


def _who(source: Source) -> list[Section]:
    session, own = source.session, source.belongings
    ids = own.account_ids
    roles = holdings.roles(session, ids)
    accounts = [
        shown(account) | {"roles": roles[account.id], "password": account.password_hash is not None}
        for account in own.accounts
    ]
    purposes = [
        {
            "purpose": STATEMENTS[each.purpose].title,
            "basis": BASES[each.basis],
            "active": each.active,
            "sentence": STATEMENTS[each.purpose].sentence,
        }
        for each in standings(session, own.person.id)
    ]
    return [
        _section("identity", "Identité", "Ce que vous, ou l'équipe, avez donné pour vous connaître et vous joindre.", [shown(own.person)]),
        _section("memberships", "Adhésion", "Quand vous avez rejoint le réseau et quelle charte vous avez acceptée.", source.rows(holdings.memberships(session, own.person.id))),
        _section("purposes", "À quoi servent vos données", "Les finalités du réseau, et la base légale de chacune pour vous.", purposes),
        _section("consents", "Accords enregistrés", "L'historique des bases légales enregistrées et de vos accords, retraits compris.", source.rows(consents.of_person(session, own.person.id))),
        _section("accounts", "Comptes", "Comment vous entrez dans le service ; le mot de passe n'est gardé que sous une forme illisible.", accounts),
        _section("sessions", "Sessions ouvertes", "Les navigateurs où vous êtes connecté en ce moment.", source.rows(holdings.sessions(session, ids))),
        _section("tokens", "Jetons d'accès", "Les programmes que vous avez autorisés ; les jetons eux-mêmes ne sont pas gardés.", source.rows(holdings.tokens(session, ids))),
        _section("links", "Liens envoyés", "Les liens à usage unique qui vous ont été écrits (confirmation, mot de passe, invitation).", source.rows(holdings.links(session, own))),
    ]  # fmt: skip


def _registry(source: Source) -> list[Section]:
    session, own = source.session, source.belongings
    collectives = [shown(collective) | shown(member) for collective, member in holdings.collectives(session, own)]
    return [
        _section("mentors", "Fiche de bénévole", "Ce que vous offrez, dans vos mots : c'est ce que lit le moteur de rapprochement.", source.rows(own.mentors)),
        _section("investors", "Fiches d'investisseur", "Les financeurs dont vous êtes le contact.", source.rows(own.investors)),
        _section("partners", "Fiches de partenaire", "Les partenaires dont vous êtes le contact.", source.rows(own.partners)),
        _section("projects", "Projets", "Les projets que vous portez, dans vos mots.", source.rows(own.projects)),
        _section("needs", "Besoins", "Les besoins de vos projets.", source.rows(own.needs)),
        _section("collectives", "Collectifs", "Les collectifs dont vous faites partie.", collectives),
        _section("conflicts", "Conflits d'intérêts", "Avec qui ou quoi vous ne devez pas être rapproché, et pourquoi.", source.rows(holdings.conflicts(session, own))),
    ]  # fmt: skip


def _together(source: Source) -> list[Section]:
    session, own = source.session, source.belongings
    seen = pairing_items(session, own)
    as_mentor = [row for row in owned.pairings(session, own) if row.mentor_id in own.parties]
    mine = [pairing.id for pairing in as_mentor]
    theirs = [each for each in seen.ids if each not in mine]
    feedback = [*holdings.feedback(session, mine, "mentor"), *holdings.feedback(session, theirs, "holder")]
    return [
        _section("pairings", "Rapprochements", "Les rapprochements qui vous concernent ; l'autre côté n'y apparaît que pour ce que vous pouvez en connaître, et les demandes sans suite ne sont pas montrées au porteur.", seen.items),
        _section("meetings", "Rencontres", "Les rencontres notées lors de ces rapprochements.", source.rows(holdings.meetings(session, seen.ids))),
        _section("feedback", "Avis donnés", "Les notes et commentaires que vous avez donnés.", source.rows(feedback)),
        _section("decisions", "Décisions", "Ce qui a été décidé à votre sujet ou pour vos besoins, que le moteur lit ensuite.", source.rows(holdings.decisions(session, own))),
    ]  # fmt: skip


def _engine(source: Source) -> list[Section]:
    session, own = source.session, source.belongings
    appearances = [
        {"asked_at": run.asked_at.isoformat(), "kind": run.kind}
        | shown(place, without=("run_id",))
        # What a need was taken to be about is between its holder and the team.
        | shown(run, without=("id", "asked_at", "kind", "understood_as", "said"))
        for run, place in holdings.appearances(session, own)
    ]
    vectors = holdings.vectors(session, text_keys(embedded_texts(own)))
    return [
        _section("rankings", "Classements où vous apparaissez", "Chaque suggestion où vous avez été montré : quand, à quel rang, avec quel score, pour quelles raisons et avec quels modèles.", appearances),
        _section("runs", "Classements demandés", "Les classements faits pour vos projets, ou que vous avez demandés ; les autres personnes n'y sont pas nommées.", source.rows(holdings.runs(session, own))),
        _section("training", "Apprentissage", "Les suggestions jugées qui servent à améliorer le classement, sans nom ni texte.", source.rows(holdings.training_rows(session, own.parties))),
        _section("vectors", "Empreintes de vos textes", "Vos textes traduits en nombres pour les comparer ; on ne peut pas les relire, et l'effacement les supprime.", [{"number": vectors}] if vectors else []),
    ]  # fmt: skip


def _traces(source: Source) -> list[Section]:
    session, own = source.session, source.belongings
    about = [own.person.id, *own.account_ids, *own.parties]
    about += [*(project.id for project in own.projects), *(need.id for need in own.needs)]
    entries = [
        {"at": entry.at.isoformat(), "action": entry.action, "kind": entry.kind, "entity_id": entry.entity_id}
        for entry in holdings.audit_about(session, about)
    ]
    acts = [
        {"action": action, "number": number, "first_at": _iso(first), "last_at": _iso(last)}
        for action, number, first, last in holdings.audit_by(session, own.account_ids)
    ]
    queued = [message for message in removal.messages_to(session, own) if message.sent_at is None]
    messages = [shown(message) | {"body": _LINK.sub("[lien]", message.body)} for message in queued]
    return [
        _section("messages", "Messages en attente", "Les messages qui vous sont destinés et qui ne sont pas encore partis ; leur texte est supprimé à l'envoi.", messages),
        _section("audit", "Journal à votre sujet", "Chaque geste fait sur ce qui vous concerne, sans nom ni texte.", entries),
        _section("acts", "Vos gestes dans le service", "Ce que vous avez fait dans le service, compté par sorte.", acts),
        _section("jobs", "Travaux demandés", "Les travaux longs que vous avez lancés.", source.rows(holdings.jobs(session, own.account_ids))),
        _section("drafts", "Fichiers déposés", "Les fichiers que vous avez déposés pour un import, gardés un jour.", source.rows(holdings.drafts(session, own.account_ids))),
    ]  # fmt: skip


def _section(key: str, title: str, explanation: str, items: Items) -> Section:
    return Section(key=key, title=title, explanation=explanation, items=items)


def _iso(moment: Any) -> str:
    return moment if isinstance(moment, str) else str(moment.isoformat())
