"""Which legal forms an investor comes into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ptce_match.criteria.clauses import Stance
from ptce_match.criteria.verdicts import Verdict
from ptce_match.lexical import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_match.criteria.clauses import Clause

COOPERATIVES: Final = ("SCIC", "SCOP")
COMMERCIAL: Final = ("SARL", "SAS")
SINGLE: Final = ("EURL", "SASU")
ALONE: Final = ("EI", "micro-entreprise")
FARMING: Final = ("GAEC", "EARL", "SCEA")
ASSOCIATION: Final = "association"
SHARED: Final = (*COOPERATIVES, *COMMERCIAL)
FORMS: Final = (ASSOCIATION, *SHARED, *SINGLE, *ALONE, "SCI", "CAE", *FARMING)

_BY_NAME: Final = tuple(
    (re.compile(pattern), forms)
    for pattern, forms in (
        (r"association.{0,25}en (?:train|cours) de devenir \w+", ("SCIC",)),
        (r"\bassos?\b|\bassociati(?:on|f|ve)s?\b|\b1901\b|\bacis?\b|fonds de dotation|\bcompagnies?\b", (ASSOCIATION,)),
        (r"\bscics?\b|cooperatives? d'interet collectif", ("SCIC",)),
        (r"\bscops?\b", ("SCOP",)),
        (r"cooperati(?:ve|f)s?\b|\bcoops?\b|une (?:personne|voix) (?:=|egale|,)? ?une (?:voix|personne)|(?:salaries|usagers).{0,25}aux commandes|ceux qui travaillent ont|esus\b", COOPERATIVES),
        (r"\bsarls?\b", ("SARL",)),
        (r"\bsas\b", ("SAS",)),
        (r"\beurls?\b", ("EURL",)),
        (r"\bsasus?\b", ("SASU",)),
        (r"\bscis?\b", ("SCI",)),
        (r"\bgaecs?\b|exploitations? en societe|paysan", ("GAEC",)),
        (r"\bearls?\b", ("EARL",)),
        (r"\bscea\b", ("SCEA",)),
        (r"\bcae\b|cooperative d'activite", ("CAE",)),
        (r"(?:socie\w+|boites?|structures?|entreprises?) (?:a un seul|unipersonnelle|d'un seul)|unipersonnel\w*|appartient a un seul|\bsolitaires?\b|un seul homme|majoritaire", (*SINGLE, *ALONE)),
        (r"projets? collectifs?|portee?s? a plusieurs", (ASSOCIATION, *COOPERATIVES)),
        (r"\bmicros?\b(?!-)|\bmicro-?\s?entrepr\w+|auto-?\s?entrepr\w*", ("micro-entreprise",)),
        (r"\bei\b|(?:entreprises?|entrepreneurs?|exploitations?|exploitants?) (?:a titre )?individuel\w*|\bnom propre|a titre individuel", ("EI",)),
        (r"(?:a|en) (?:son|leur|mon) compte|independant\w*|personnes? physiques?|exploitants? seuls?|tout(?:e)? seule?\b|\bpatente|\bsiret\b|en liberal|micro-?credit"
         r"|\bparticuliers?\b|\bindividus?\b|(?:aux|les|des|une) personnes\b|dans une personne|commercant seul|propre emploi|gars tout|papa seul|a titre personnel", ALONE),
        (r"societes? (?:commerciale|de capitaux|classique)s?|benefices se distribuent", (*COMMERCIAL, *SINGLE)),
    )
)  # fmt: skip
_ALIKE: Final = (ALONE, SINGLE)
"""Whoever names one of these speaks of the other."""
_COMPANY: Final = re.compile(r"(?<!la )\bsocietes?\b(?! civile)|\bpersonnes? morales?")
_BUSINESS: Final = re.compile(r"\bentreprises?\b(?! a but social| d'insertion| solidaire)|\bpme\b|\btpe\b|\bpatrons?\b|but lucratif")
_SHARES: Final = re.compile(
    r"\bactionnaires?\b|\bactions\b(?! en| deja| de)|\bparts?\b(?! entiere| ca| a ca)|\bcapital\b(?!-)|\bparticipations?\b|plusieurs associes|\bassocies\b"
    r"|(?:au moins|minimum) (?:deux|trois)|(?:deux|trois) (?:au )?minimum|a plusieurs"
)
_NO_PROFIT: Final = re.compile(r"non lucrati\w+|gestion desinteressee|interet general|recus? fisca\w+")
_NOT_A_FORM: Final = re.compile(
    r"\bdeja\b|matur|installe|etabli|ans?\b|mois\b|creation|exist|salarie|chiffre|anciennete|developp|immatricul"
)
"""Beside « entreprise » or « société » in a refusal: it is their age that is refused."""
_ANY: Final = re.compile(
    r"(?:tou(?:t|s|te|tes)|quel(?:le)?s? que soi\w+|n'importe quel\w*|peu importe|aucune?|indifferent\w*|fou(?:t|tons)|regardants?|fiche)\b.{0,25}"
    r"\b(?:statuts?|formes?|structures?|papiers?|porteurs?|nature|cadre|juridique)|statut,|meme traitement|avec ou sans statuts|declare.{0,25}pas|administratif.{0,12}indiff"
    r"|n'importe quelle structure|ce n'est pas notre histoire|facture"
)

_SPELLINGS: Final = {
    ASSOCIATION: r"\bassos?\b|association|1901|collectif|fondation",
    "SCIC": r"\bs\.?c\.?i\.?c\b|interet collectif|^cooperative$|^coop$",
    "SCOP": r"\bs\.?c\.?o\.?p\b|^cooperative$|^coop$",
    "SARL": r"\bs\.?a\.?r\.?l\b|^societe$",
    "SAS": r"\bs\.?a\.?s\b|^societe$",
    "EURL": r"\be\.?u\.?r\.?l\b",
    "SASU": r"\bs\.?a\.?s\.?u\b",
    "EI": r"\be\.?i(?:\.?r\.?l)?\b|individuelle|nom propre",
    "micro-entreprise": r"\bmicro|auto-?\s?entrepr",
    "SCI": r"\bs\.?c\.?i\b",
    "CAE": r"\bcae\b|couveuse|cooperative d'activite",
    "GAEC": r"\bgaec\b",
    "EARL": r"\bearl\b",
    "SCEA": r"\bscea\b",
}
_SPELT: Final = {form: re.compile(pattern) for form, pattern in _SPELLINGS.items()}


def forms_of(legal_form: str) -> frozenset[str]:
    """Return the forms of `FORMS` that a project's legal form may be: « Association ou SCIC » names two, « à définir » none."""
    words = fold(legal_form).strip()
    found = {form for form, pattern in _SPELT.items() if pattern.search(words)}
    return frozenset(found - {"SAS", "SARL"} if found & {*COOPERATIVES, *SINGLE} else found)


def read_forms(clauses: Iterable[Clause]) -> dict[str, Verdict]:
    """Return the verdict on each legal form that the clauses speak of, directly or not."""
    accepted: dict[str, str] = {}
    refused: dict[str, str] = {}
    listed: dict[str, str] = {}
    only = anything = ""
    for clause in clauses:
        if _ANY.search(clause.words) and clause.stance is not Stance.REFUSED:
            anything = anything or clause.sentence
        elif clause.stance is Stance.REFUSED:
            for form in _refused(clause.words):
                refused.setdefault(form, clause.sentence)
        elif clause.stance is not Stance.ENDED:
            named, implied = _by_name(clause.words), _by_kind(clause.words)
            if clause.stance is Stance.NEEDLESS and named:
                anything = anything or clause.sentence
            for form in named | implied:
                accepted.setdefault(form, clause.sentence)
            for form in named:
                listed.setdefault(form, clause.sentence)
            if (clause.exclusive and named) or _NO_PROFIT.search(clause.words):
                only = only or clause.sentence
    return _settled(accepted, refused, listed, only, anything)


def _by_name(words: str) -> set[str]:
    """Return the forms that a clause names; words that one pattern has claimed are not read again."""
    found: set[str] = set()
    for pattern, forms in _BY_NAME:
        left = pattern.sub("#", words)
        found |= set(forms) if left != words else set()
        words = left
    return found


def _by_kind(words: str) -> set[str]:
    """Return the forms that general words stand for: « une société », « des parts », « un reçu fiscal »."""
    found: set[str] = set()
    if _NO_PROFIT.search(words):
        found.add(ASSOCIATION)
    if _SHARES.search(words):
        found |= set(SHARED)
    elif _COMPANY.search(words):
        found |= {*SHARED, *SINGLE}
    elif _BUSINESS.search(words):
        found |= {*COMMERCIAL, *SINGLE}
    return found


def _refused(words: str) -> set[str]:
    named = _by_name(words)
    general = _COMPANY.search(words) or _BUSINESS.search(words)
    if not named and general and not _NOT_A_FORM.search(words):
        named = {*COMMERCIAL, *SINGLE}
    return named


def _settled(
    accepted: dict[str, str], refused: dict[str, str], listed: dict[str, str], only: str, anything: str
) -> dict[str, Verdict]:
    verdicts = {form: Verdict(accepted=False, said=True, quote=quote) for form, quote in refused.items()}
    named_before = only and set(listed)
    for form, quote in accepted.items():
        if form not in verdicts and (not named_before or form in listed):
            verdicts[form] = Verdict(accepted=True, said=True, quote=quote)
    for alike in _ALIKE:
        known = [form for form in alike if form in verdicts]
        for form in alike if known else ():
            verdicts.setdefault(form, Verdict(verdicts[known[0]].accepted, said=False, quote=verdicts[known[0]].quote))
    if anything:
        for form in FORMS:
            verdicts.setdefault(form, Verdict(accepted=True, said=False, quote=anything))
    several = next(iter(listed.values()), "") if len(listed) > 1 and set(listed) not in map(set, _ALIKE) else ""
    shares = next((accepted[form] for form in SHARED if form in accepted), "")
    if closed := only or several:
        for form in FORMS:
            verdicts.setdefault(form, Verdict(accepted=False, said=False, quote=closed))
    elif shares:
        for form in (ASSOCIATION, *ALONE, *SINGLE):
            verdicts.setdefault(form, Verdict(accepted=False, said=False, quote=shares))
    return verdicts
