"""At which stages an investor comes in.

Few name a stage. They ask for something that only a project of some age can show (an estimate, a lease, a balance sheet),
or say when they leave. Each mark of that kind is a cut on the line idea, study, creation, growth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.criteria import cues
from ptce_match.criteria.clauses import Stance
from ptce_match.criteria.verdicts import Verdict
from ptce_match.network import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ptce_match.criteria.clauses import Clause

_EARLY: Final = (Stage.IDEA, Stage.STUDY)
_LIVE: Final = (Stage.CREATION, Stage.GROWTH)
_ALL: Final = (*_EARLY, *_LIVE)
_IDEA: Final = (Stage.IDEA,)
_STUDY: Final = (Stage.STUDY,)
_CREATION: Final = (Stage.CREATION,)
_GROWTH: Final = (Stage.GROWTH,)
_NONE: Final = ()
_BEYOND: Final = 0.5
_EMPHASIS: Final = 2.0
_EXCEPTION: Final = 3.0
_PREFERRED: Final = 0.5
"""What a preference leaves aside is turned away half as surely as what a requirement does."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that place a project in time.

    Attributes
    ----------
    accepts, refuses : tuple of Stage
        What follows where the words stand in a clause that does not turn them away.
    denied_accepts, denied_refuses : tuple of Stage
        What follows where it does.
    ends : tuple of Stage
        What is refused where the words say when the money stops.
    """

    pattern: re.Pattern[str]
    accepts: tuple[Stage, ...]
    refuses: tuple[Stage, ...]
    denied_accepts: tuple[Stage, ...]
    denied_refuses: tuple[Stage, ...]
    ends: tuple[Stage, ...]


_N: Final = r"(?:1?\d|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|dix-huit|quinze|vingt|vingt-quatre)"
_FEW_YEARS: Final = r"(?:[23]|deux|trois|deuxieme|troisieme) (?:ans?|annees?|exercices?|bilans?)"

_MARKS: Final = tuple(
    Mark(re.compile(pattern), *cut)
    for pattern, *cut in (
        # Anything goes.
        ((r"tous? (?:les )?(?:stades?|etapes?|ages?)|\b(?:stade|etape) (?:m'|nous |lui )?(?:est |reste )?(?:egal|indifferent)\w*|quelle que soit (?:leur|l'|son) ?(?:anciennete|avancement|etape)|condition d'anciennete"
         r"|\bavancement\b|avec ce que vous avez|dogme sur la date"), _ALL, _NONE, _ALL, _NONE, _NONE),
        # Not registered yet.
        ((r"n'(?:a|ont|est|avez) pas encore|(?:avant|pas encore|non encore|sans) (?:les? |l'|la |meme les |d'avoir |de |d'en )?(?:statuts|immatricul\w+|kbis|papiers?|siret|structure|creation|commence\w*)"
         r"|statuts soient pas"), _STUDY, _NONE, _NONE, _EARLY, _NONE),
        # Before anything exists.
        ((r"\bidees?\b|\bconcepts?\b|\bintentions?\b|\bintuitions?\b|\breves?\b|\breveurs?\b|une envie|un dessin\b|coin de (?:table|nappe)|croquis"
         r"|page blanche|\bpart\w* de (?:rien|zero)|demarr\w+ de rien|tout debut|qui y songent|\breflexion\b(?! avancee)|reflechi|en gestation|en l'air"
         r"|encore rien|\bparoles\b|n'osent? pas|\bhesit\w+|parle seulement|cherche encore|meme flou|interven\w+ tot|\bgerme|embryon|\bebauche|esquisse|brouillon|balbuti|\bvagues?\b|chimer|\bcogit|lubies?\b|promesses?\b|hypothes|projet de papier|plans? sur la comete"
         r"|\btout est a (?:faire|inventer)|rien de concret|premiere etincelle|\bdans (?:la|les) tetes?\b|gribouill|\bplus tot possible|des le depart|se demande|pas (?:sur|certain)e?s? que"), _IDEA, _NONE, _NONE, _IDEA, _NONE),
        # The study is nearly behind.
        (r"(?:etude|faisabilite|enquete)s?\b.{0,30}(?:(?:fini|termin|achev|boucl)\w* ou (?:en (?:voie|cours|passe)|presque|sur le point)|\bavancees?\b)", (*_STUDY, *_LIVE), _NONE, _NONE, _EARLY, _NONE),
        # The study is behind.
        ((r"(?:fini|termin|achev|boucl|sorti|valid|apres)\w*.{0,30}(?:etude|faisabilite|enquete)|(?:etude|faisabilite|enquete)s?\b.{0,30}(?:fini|termin|achev|boucl|valide)"
         r"|sortie de phase d'etude"), _LIVE, _EARLY, _STUDY, _NONE, _LIVE),
        ((r"\betudes? (?:de|d'|du|des|prealable|initiale)|\b(?:de|des|a|jusqu'a) l'etude\b(?! de (?:votre|la demande))|phase d'etude|des l'etude|\betudes?-action|\bl'etude et l[ea']|\betude\W*$|(?:simple|a l'|en) ?etudes?\b|faisabilite|\bprotos?\b|prototyp|maquette|experimentation"
         r"|prefigur|emergence|diagnostic|\benquete\b|\bpoc\b|preuve de concept|\bmvp\b|\bincub|en amont|avant-projet|\bingenierie\b|tatonn|\bun essai\b|essayer une"
         r"|verifier (?:que|si)|\bsonder\b|phase pilote|\btests?\b|tester\b|maturation|exploratoire|couveuse|pepiniere|a l'essai|chercher? encore|prospection|la reflexion|etudi(?:er|e|ent)\b|pas fini|etudes? prealables?|phase de (?:recherche|conception)|reflexion avancee"), _STUDY, _NONE, _NONE, _EARLY, (*_STUDY, *_LIVE)),
        # Young, and how young.
        (r"moins (?:de |d')(?:un an|une annee|(?:[a-z]+|\d+) mois)|vient d'en creer|(?:six|douze|dix-huit) derniers mois|dans les (?:six|\d+) mois|dans les trois mois", _CREATION, _GROWTH, _NONE, _CREATION, _GROWTH),
        (r"(?:moins de|jusqu'a|jusqu'au|au plus|dans les|apres) (?:le |la )?" + _FEW_YEARS + r"|(?:premiere|deuxieme) (?:ou deuxieme )?annee d'activite", _LIVE, _NONE, _NONE, _CREATION, _NONE),
        # Ready to begin.
        ((r"\bdevis\b|\bbail\b|(?:lieu|bati\w*|local|locaux|murs?|salle|terrain)\b.{0,25}(?:trouve|repere|choisi|sous compromis|prete|loue)|un local et|il faut les murs|\bpermis (?:de construire|obtenu|depose|purge)|combien ca coute|previsionnel|budget (?:boucle|ficele)"
         r"|dossier (?:solide|complet|chiffre)|plan de financement|tour de table|\bstatuts\b|\bkbis\b|\bgreffe\b|greffier|immatricul|\bregistre\b|notaire ou le"
         r"|licences? obtenue|agrement .{0,8}obtenu|\bficele|prete?s? a etre lanc|existence juridique|de nom\b|une date|societe (?:soit )?creee|boite existe|entreprise est creee"
         r"|sous seing|compromis|autorisations?\b|precommande|lettres? d'(?:intention|engagement)|business plan|plan d'affaires|financements? (?:boucle|trouve|acquis)|budget previsionnel|convention signee"
         r"|diplomes? (?:obtenu|requis|exige|en poche)|dossier (?:boucle|monte)|bien avance|\bclefs?\b|\bcles\b|prete?s? a (?:ouvrir|demarrer|partir)|\bchiffree?\b(?! d')|capital (?:libere|depose)|assemblee (?:constitutive|generale)|sur les rails"
         r"|nom sur la (?:porte|boite)|existe(?:nt)? (?:juridiquement|legalement)|declaree en prefecture|prefecture|numero de siren|recepisse|date de creation|structure existe|signes?\b|tampon"), _LIVE, _EARLY, _EARLY, _NONE, _LIVE),
        # Beginning.
        ((r"\bcreation|\bcre(?:er|e|ent|es|ee|ees|ateurs?|atrices?)\b|\bdemarr|\blanc(?:e|er|ent|ement|ee?s?)\b|\binstall(?:er|ation|e\b|ent)|amorcage|\bouvert(?:ure)?\b|\bouvr(?:e|ir|ent)\b"
         r"|premiers? (?:pas|etal|fournil|achats?|fournee|stock|commande|commerce)|premiere (?:commande|edition|acquisition)|\bdebut(?:e|ent|ants?|antes?)\b|naiss|\bjeunes? (?:societe|pousse|entreprise)|primo"
         r"|\bboites? neuves?|\bcommenc|constitutive|ex nihilo|\brelanc|\breprise\b|\bcoup d'envoi|coup de pouce au depart|au depart\b|montent? (?:leur|son|sa|une)|a ses debuts|premiers? mois|premiere annee (?:d'activite )?et|berceau|peinture (?:est )?(?:encore )?fraiche|met\w* en route|se met\w* (?:a|en)|\bfonder"), _CREATION, _NONE, _NONE, _CREATION, _GROWTH),
        # It knows its customers.
        (r"(?:deja )?a qui (?:il|elle|on|vous) va vendre|sait a qui|etude de marche (?:faite|finie)|public identifie", (*_STUDY, *_LIVE), _IDEA, _NONE, _NONE, _NONE),
        # It sells already.
        ((r"\bdeja\b(?! (?:assez|dans|fait|deux|trois|dit|trop))|(?:roul|travaill|vend|existe|encaiss|tourn|march|serv)\w* (?:deja|un peu)"
         r"|\b(?:un|une|des|ses|vos|deux|trois|premiere?s?|vraie?s?|assez de) cliente?s?\b|\bclientes? (?:soi|sont)|a vendu|\bsiret\b|\bpatente|(?:ait|ont) (?:commence|demarre)\b|\b(?:sont|est|deja) debout\b|est debout|l'exploitation|rien a voir|(?<!on )fonctionn(?:e|ent)\b|qui vi(?:t|vent)\b|activite (?:en cours|reelle|effective|demarree)|premieres? (?:ventes?|recettes?|factures?)|carnet de commandes|\bcaisse enregistreuse|(?:produit|vendu|livre|joue|servi)s? (?:deja|au moins)|\b(?:a|ont|avoir|ayant|ait|aient) (?:deja )?(?:vendu|servi|livre|joue|facture)|voir (?:tourner|fonctionner|sur place)|preuves?\b|\bventes?\b(?! multi)|ouvert au public|devant un public"), _LIVE, _EARLY, _NONE, _GROWTH, _GROWTH),
        # It has figures to show.
        ((r"\bbilans?\b(?! de comp)|\bliasses?\b|\bexercices?\b|comptes? de resultat|chiffre d'affaires|grand livre|\brealises\b|factures? payees?|premier euro|historique|modele.{0,15}prouve"
         rf"|plus d(?:e |'){_N} (?:ans?|annees?|mois)|{_N} (?:ans?|annees?|mois) (?:d'existence|d'activite|d'action|au moins|d'exercice)|au moins (?:un|{_N}) ans?\b|depuis (?:un|deux|trois|quatre|[1-5]) ans?\b|premiere annee"
         r"|une saison|premier anniversaire|(?:un an|une annee|douze mois|deux annees|deux ans) (?:revolu|de (?:declaration|recul|compte|vie|pratique))|resultats? (?:positifs?|nets?)|rentab|benefic\w+ (?:depuis|deux|trois)|anteriorite|\banciennete|recul\b|comptes? (?:annuels?|arretes?|certifies?|clos|deposes?)|compte d'exploitation|derniers? comptes|eprouve|fait ses preuves|ebe\b|capacite d'autofinancement|\b(?:un|deux|trois|quatre|cinq) hivers?|\bin bonis|\bsaines?\b|en marche"), _GROWTH, (*_EARLY, *_CREATION), _CREATION, _GROWTH, _GROWTH),
        # Growing.
        ((r"\bdevelopp|croissance|agrandi|\bextension|grossir|changement d'echelle|changer d'echelle|essaim|dupliqu|consolid|(?:qui|ca|elle|il) (?:tourne|marche)(?:nt)?\b|tourn(?:e|ent) depuis|rodage"
         r"|\betablis?\b|\betablies\b|pignon sur rue|gagnent|deuxieme agence|\bexistant|\binstallee?s?\b|\bembauche|matures?\b|anciennes\b|dix ans|quinze ans|quatre salaries"
         r"|quand l'usine|deuxieme (?:boutique|magasin|machine|souffle|local)|perennis|diversifi|maturite|\bgrandir\b|vole de ses|sur ses (?:deux )?(?:jambes|pieds)|confirmee?s?\b|a fait ses|\bassises?\b|passer (?:un|le) cap|nouvelle (?:machine|etape|marche)|modernis|se renforcer|recrut|installes? depuis|gros(?:se)? boite|le chantier lance"), _GROWTH, _NONE, _NONE, _GROWTH, _GROWTH),
    )
)  # fmt: skip


def read_stages(clauses: Iterable[Clause]) -> dict[Stage, Verdict]:
    """Return the verdict on each stage that the clauses speak of, directly or not."""
    accepted, refused = _Tally(), _Tally()
    exclusive = ""
    for clause in clauses:
        if cues.BIOGRAPHY.search(clause.words):
            continue
        if clause.stance is Stance.REFUSED and cues.ALONE.search(clause.words):
            continue  # « Se lancer seul, ça casse »: being alone is turned away, not beginning.
        effects = [_effect(mark, clause.stance) for mark in _marks(clause.words)]
        named = [into[0] for into, _ in effects if into]
        bounded = bool(named) and bool(cues.AT_LEAST.search(clause.words))
        if bounded:
            effects = [_onwards(min(named, key=_ALL.index))]
        for into, away in effects:
            emphasis = _EMPHASIS if bounded else _emphasis(clause, into)
            # What asks for a lease welcomes the opening; that it welcomes what comes later is only likely.
            beyond = 1.0 if bounded else _BEYOND if len(into) == 2 and emphasis == 1.0 else emphasis
            accepted.add(clause, into[:1], emphasis)
            accepted.add(clause, into[1:], beyond)
            refused.add(clause, away, _refusal(clause))
            if clause.exclusive and into and not away:
                exclusive = exclusive or clause.sentence
    said = {}
    for stage in Stage:
        yes = accepted.weight[stage] > refused.weight[stage]
        if quote := (accepted if yes else refused).quote.get(stage, ""):
            said[stage] = Verdict(yes, said=True, quote=quote, lukewarm=yes and stage not in accepted.warm)
    return _implied(said, exclusive)


class _Tally:
    """How strongly each stage was spoken of, and the first sentence that did."""

    def __init__(self) -> None:
        self.weight = dict.fromkeys(Stage, 0.0)
        self.quote: dict[Stage, str] = {}
        self.warm: set[Stage] = set()

    def add(self, clause: Clause, stages: tuple[Stage, ...], weight: float) -> None:
        for stage in stages:
            self.weight[stage] += weight
            self.quote.setdefault(stage, clause.sentence)
            if not cues.LUKEWARM.search(clause.words):
                self.warm.add(stage)


def _emphasis(clause: Clause, stages: tuple[Stage, ...]) -> float:
    """« Même avant les statuts », « à tous les stades » and « Une idée ? Venez » outweigh what else is asked for."""
    answered = clause.stance is Stance.WELCOME and clause.text.endswith("?")
    instead = bool(cues.INSTEAD.search(clause.words))
    loud = answered or instead or clause.stance is Stance.NEEDLESS or set(stages) == set(Stage)
    return _EMPHASIS if loud else 1.0


def _refusal(clause: Clause) -> float:
    """Return how much a refusal weighs: exceptions and « only » outweigh what else is welcome."""
    if clause.exclusive or cues.EXCEPT.match(clause.words):
        return _EXCEPTION
    return _PREFERRED if cues.PREFERRED.search(clause.words) else 1.0


def _onwards(first: Stage) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """Return the stages that « à partir de » one accepts and refuses."""
    place = _ALL.index(first)
    return _ALL[place:], _ALL[:place]


def _effect(mark: Mark, stance: Stance) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """Return which stages a mark accepts and refuses in a clause of that stance."""
    if stance is Stance.ENDED:
        return ((), mark.ends) if mark.ends else (mark.accepts, ())
    if stance is Stance.REFUSED:
        return mark.denied_accepts, mark.denied_refuses
    if stance is Stance.NEEDLESS:
        return (*mark.accepts, *mark.refuses), ()
    return mark.accepts, mark.refuses


def _marks(words: str) -> Iterator[Mark]:
    """Return the marks of a clause; words that one has claimed are not read again."""
    for mark in _MARKS:
        left = mark.pattern.sub("#", words)
        if left != words:
            yield mark
        words = left


def _implied(said: dict[Stage, Verdict], exclusive: str) -> dict[Stage, Verdict]:
    """Add what follows: stages accepted are a stretch of time without a hole, and so are those refused at either end."""
    verdicts = dict(said)
    for source, stages, accepted in _consequences(said, exclusive=bool(exclusive)):
        for stage in stages:
            verdicts.setdefault(stage, Verdict(accepted, said=False, quote=said[source].quote))
    if exclusive and any(verdict.accepted for verdict in said.values()):
        for stage in Stage:
            verdicts.setdefault(stage, Verdict(accepted=False, said=False, quote=exclusive))
    return verdicts


def _consequences(said: dict[Stage, Verdict], *, exclusive: bool) -> Iterator[tuple[Stage, tuple[Stage, ...], bool]]:
    """Yield from which stage something follows, for which stages, and whether they are accepted; the surest first."""
    welcome = [stage for stage in Stage if stage in said and said[stage].accepted]
    closed = [stage for stage in Stage if stage in said and not said[stage].accepted]
    if welcome:
        yield welcome[0], _between(welcome[0], welcome[-1]), True
    if Stage.IDEA in welcome:
        yield Stage.IDEA, _STUDY, True
    for stage in closed:
        if welcome or stage is not Stage.GROWTH:  # « Dès que ça tourne, je passe la main » refuses nobody younger.
            yield stage, _beyond(stage, welcome), False
    if Stage.IDEA in closed:
        yield Stage.IDEA, _STUDY, False
    if closed == [Stage.GROWTH]:
        yield Stage.GROWTH, (*_CREATION, *_EARLY), True
    if Stage.STUDY in welcome and (Stage.CREATION in closed or exclusive):
        yield Stage.STUDY, _IDEA, True
    # Who speaks of those who open and keeps silent on dreams means those who open.
    yield from ((stage, _EARLY, False) for stage in _LIVE if stage in welcome)


def _between(first: Stage, last: Stage) -> tuple[Stage, ...]:
    return _ALL[_ALL.index(first) : _ALL.index(last) + 1]


def _beyond(closed: Stage, welcome: list[Stage]) -> tuple[Stage, ...]:
    """Return the stages on the far side of a refused one, seen from those that are accepted."""
    place = _ALL.index(closed)
    earlier = any(_ALL.index(stage) < place for stage in welcome)
    later = any(_ALL.index(stage) > place for stage in welcome)
    if not earlier:
        return _ALL[:place]
    return () if later else _ALL[place + 1 :]
