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
        (r"projets? collectifs?|portee?s? a plusieurs", (ASSOCIATION, *SHARED)),
        (r"\bmicros?\b(?!-)|\bmicro-?\s?entrepr\w+|auto-?\s?entrepr\w*", ("micro-entreprise",)),
        (r"\bei\b|(?:entreprises?|entrepreneurs?|exploitations?|exploitants?) (?:a titre )?individuel\w*|\bnom propre|a titre individuel", ("EI",)),
        ((r"(?:a|en) (?:son|leur|mon) compte|independant\w*|personnes? physiques?|exploitants? seuls?|tout(?:e)? seule?\b|\bpatente|\bsiret\b|en liberal|micro-?credit"
         r"|\bparticuliers?\b|\bindividus?\b|(?:aux|les) personnes(?= ?[.,:;]|$)|a la personne qui|dans une personne|commercant seul|propre emploi|gars tout|\b(?:bosse|travaill\w+) seule?s?\b|\bun artisan\b|papa seul|a titre personnel"), ALONE),
        (r"societes? (?:commerciale|de capitaux|classique)s?|benefices se distribuent", (*COMMERCIAL, *SINGLE)),
    )
)  # fmt: skip
_ALIKE: Final = (ALONE, SINGLE)
"""Whoever names one of these speaks of the other."""
_COMPANY: Final = re.compile(r"(?<!la )\bsocietes?\b(?! civile)|\bpersonnes? morales?")
_BUSINESS: Final = re.compile(
    r"\bentreprises?\b(?! a but social| d'insertion| solidaire)|\bpme\b|\btpe\b|\bpatrons?\b|but lucratif"
)
_SHARES: Final = re.compile(
    r"\bactionnaires?\b|\bactions\b(?! en| deja| de)|\bparts?\b(?! entiere| ca| a ca)|\bcapital\b(?!-)|\bparticipations?\b|plusieurs associes|\bassocies\b"
    r"|(?:au moins|minimum) (?:deux|trois)|(?:deux|trois) (?:au )?minimum|a plusieurs"
)
_NO_PROFIT: Final = re.compile(r"non lucrati\w+|gestion desinteressee|interet general|recus? fisca\w+")
_NOT_A_FORM: Final = re.compile(
    r"\bdeja\b|matur|installe|etabli|\bans?\b|\bmois\b|\bentrer\b|creation|exist|salarie|chiffre|anciennete|developp|immatricul"
)
"""Beside « entreprise » or « société » in a refusal: it is their age that is refused."""
_ANY: Final = re.compile(
    r"(?:tou(?:t|s|te|tes)|quel(?:le)?s? que soi\w+|n'importe quel\w*|peu importe|aucune?|indifferent\w*|fou(?:t|tons)|regardants?|fiche)\b.{0,25}"
    r"\b(?:statuts?|formes?|structures?|papiers?|porteurs?|nature|cadre|juridique)|statut,|meme traitement|avec ou sans statuts|declare.{0,25}pas|administratif.{0,12}indiff"
    r"|n'importe quelle structure|ce n'est pas notre histoire|facture"
)

_DOTTED: Final = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?(?![a-z])")
_SPELLINGS: Final = {
    ASSOCIATION: r"\bassos?\b|association|1901|collectif|fondation",
    "SCIC": r"\bscic\b|interet collectif|^cooperative$|^coop$",
    "SCOP": r"\bscop\b|^cooperative$|^coop$",
    "SARL": r"\bsarl\b|^societe$",
    "SAS": r"\bsas\b|^societe$",
    "EURL": r"\beurl\b",
    "SASU": r"\bsasu\b",
    "EI": r"\bei(?:rl)?\b|individuelle|nom propre",
    "micro-entreprise": r"\bmicro|auto-?\s?entrepr",
    "SCI": r"\bsci\b",
    "CAE": r"\bcae\b|couveuse|cooperative d'activite",
    "GAEC": r"\bgaec\b",
    "EARL": r"\bearl\b",
    "SCEA": r"\bscea\b",
}
_SPELT: Final = {form: re.compile(pattern) for form, pattern in _SPELLINGS.items()}


def forms_of(legal_form: str) -> frozenset[str]:
    """Return the forms of `FORMS` that a project's legal form may be: « Association ou SCIC » names two, « à définir » none."""
    words = _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(legal_form).strip())
    found = {form for form, pattern in _SPELT.items() if pattern.search(words)}
    return frozenset(found - {"SAS", "SARL"} if found & {*COOPERATIVES, *SINGLE} else found)


def form_families(legal_form: str) -> frozenset[str]:
    """Return the families that a legal form belongs to: a SCOP is a cooperative and a company."""
    forms = forms_of(legal_form)
    members = {
        "association": {ASSOCIATION},
        "cooperative": {*COOPERATIVES},
        "company": {*SHARED, *SINGLE},
        "sole": {*ALONE},
    }
    return frozenset(family for family, known in members.items() if forms & known)


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
            for form in _ordered(_refused(clause.words)):
                refused.setdefault(form, clause.sentence)
        elif clause.stance is not Stance.ENDED:
            named, left = _by_name(clause.words)
            implied = _by_kind(left)
            if clause.stance is Stance.NEEDLESS and (named or implied):
                anything = anything or clause.sentence
            for form in _ordered(named | implied):
                accepted.setdefault(form, clause.sentence)
            for form in _ordered(named):
                listed.setdefault(form, clause.sentence)
            if (clause.exclusive and named) or _NO_PROFIT.search(clause.words):
                only = only or clause.sentence
    return _settled(accepted, refused, listed, only, anything)


def _ordered(forms: set[str]) -> list[str]:
    return [form for form in FORMS if form in forms]


def _by_name(words: str) -> tuple[set[str], str]:
    """Return the forms that a clause names, and the words that are left."""
    found: set[str] = set()
    for pattern, forms in _BY_NAME:
        left = pattern.sub("#", words)
        found |= set(forms) if left != words else set()
        words = left
    return found, words


def _by_kind(words: str) -> set[str]:
    """Return the forms that general words stand for: « une société », « des parts », « un reçu fiscal »."""
    found: set[str] = set()
    if _NO_PROFIT.search(words):
        found.add(ASSOCIATION)
    if _SHARES.search(words):
        found |= set(SHARED)
    elif _COMPANY.search(words):
        found |= {*SHARED, *SINGLE}
    elif _BUSINESS.search(words) and "patron" not in words:
        found |= {*COMMERCIAL, *SINGLE}
    return found


def _refused(words: str) -> set[str]:
    named, left = _by_name(words)
    if _NOT_A_FORM.search(words) or named - {ASSOCIATION}:
        return named
    if _COMPANY.search(left):
        return named | {*SHARED, *SINGLE}
    return named | {*COMMERCIAL, *SINGLE} if _BUSINESS.search(left) else named


def _settled(
    accepted: dict[str, str], refused: dict[str, str], listed: dict[str, str], only: str, anything: str
) -> dict[str, Verdict]:
    several = next(iter(listed.values()), "") if len(listed) > 1 and set(listed) not in map(set, _ALIKE) else ""
    # « Une société, SCOP ou SAS »: the names say which.
    precise = set(listed) & {*COMMERCIAL, *SINGLE} if several else only and set(listed) & {*SHARED, *SINGLE}
    verdicts = {
        form: Verdict(accepted=False, said=True, quote=quote)
        for form, quote in refused.items()
        if not (only and form in listed)
    }
    for form, quote in accepted.items():
        if form in listed or not precise:
            verdicts.setdefault(form, Verdict(accepted=True, said=True, quote=quote))
    for alike in _ALIKE:
        for known in [verdicts[form] for form in alike if form in verdicts][:1]:
            _follow(verdicts, alike, known.quote, accepted=known.accepted)
    if anything:
        _follow(verdicts, FORMS, anything, accepted=True)
    shares = next((accepted[form] for form in COOPERATIVES if form in accepted), "")
    if closed := only or several:
        _follow(verdicts, FORMS, closed, accepted=False)
    elif shares:
        _follow(verdicts, (ASSOCIATION, *ALONE, *SINGLE, "SCI"), shares, accepted=False)
    return verdicts


def _follow(verdicts: dict[str, Verdict], forms: tuple[str, ...], quote: str, *, accepted: bool) -> None:
    """Add a verdict that follows from others, on the forms that have none."""
    for form in forms:
        verdicts.setdefault(form, Verdict(accepted, said=False, quote=quote))
