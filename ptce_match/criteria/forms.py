"""Which legal forms an investor comes into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ptce_match.criteria import cues
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
        (r"societes? (?:\w+ ){0,2}(?:agreees?|labellisees?)(?: esus)?|entreprises? (?:\w+ ){0,2}agreees?(?: esus)?", COOPERATIVES),
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
        (r"(?:socie\w+|boites?|structures?|entreprises?) (?:a un seul|unipersonnelle|d'un seul)|unipersonnel\w*|appartient a un seul|\bsolitaires?\b|un seul homme|associee? unique|(?:associe|actionnaire|gerant)e?s? majoritaire", (*SINGLE, *ALONE)),
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
_AND_COMPANIES: Final = re.compile(r"\b(?:et|ou|ni) (?:les |des |de )?(?:autres )?societes\b")
_BUSINESS: Final = re.compile(
    r"\bentreprises?\b(?! a but social| d'insertion| solidaire)|\bpme\b|\btpe\b|\bpatrons?\b|but lucratif"
)
_FOR_PROFIT: Final = re.compile(r"(?<!non )\bbut lucratif|(?<!non )(?<!non-)\blucrati(?:f|ve)s?\b")
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

_RANGE: Final = re.compile(
    r"\bde l(?:a |')(?:association|asso|eurl|sarl|micro\S*|scic|scop|sasu?) (?:jusqu')?a l(?:a |')(?:association|asso|eurl|sarl|sasu?|scic|scop)\b"
)
"""« De l'EURL à la SCIC »: all that lies between."""
_WHATEVER: Final = re.compile(
    r"\btou(?:t|te|tes|s) (?:(?:les? |la )?\w+ )?(?:ce )?(?:qui|dont)\b|\betc\b|tout nous va|tout me va"
)
"""« SARL, SCOP, SAS : tout ce qui a un capital »: the names are examples."""

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


@dataclass(slots=True)
class _Heard:
    """What the clauses heard so far say of legal forms: each form with the sentence that first said so.

    Attributes
    ----------
    accepted, refused : dict
        By name or by general words.
    listed, denied : dict
        By name alone: names in a list close it, and weigh more than general words.
    only, anything : str
        The sentence that accepts nothing else, or whatever there is; "" without any.
    examples : set of str
        Sentences whose names are preferences or examples, so that they close nothing.
    warm, cool : set of str
        Forms named gladly, and those named « à la rigueur ».
    """

    accepted: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    denied: dict[str, str] = field(default_factory=dict)
    only: str = ""
    anything: str = ""
    examples: set[str] = field(default_factory=set)
    warm: set[str] = field(default_factory=set)
    cool: set[str] = field(default_factory=set)

    def hear(self, clause: Clause) -> None:
        """Take in one clause."""
        if _ANY.search(clause.words) and clause.stance is not Stance.REFUSED:
            self.anything = self.anything or clause.sentence
        elif clause.stance is Stance.REFUSED:
            _note(self.refused, _refused(clause.words), clause.sentence)
            _note(self.denied, _by_name(clause.words)[0], clause.sentence)
        elif clause.stance is not Stance.ENDED:
            self._welcome(clause)

    def _welcome(self, clause: Clause) -> None:
        named, left = _by_name(clause.words)
        implied = _by_kind(left)
        if clause.stance is Stance.NEEDLESS and (named or implied):
            self.anything = self.anything or clause.sentence
        _note(self.accepted, named | implied, clause.sentence)
        _note(self.listed, named, clause.sentence)
        (self.cool if cues.LUKEWARM.search(clause.words) else self.warm).update(named)
        if _WHATEVER.search(clause.words) or cues.PREFERRED.search(clause.words):
            self.examples.add(clause.sentence)
        if (clause.exclusive and named) or _NO_PROFIT.search(clause.words):
            self.only = self.only or clause.sentence


def _note(quotes: dict[str, str], forms: set[str], sentence: str) -> None:
    for form in FORMS:
        if form in forms:
            quotes.setdefault(form, sentence)


def read_forms(clauses: Iterable[Clause]) -> dict[str, Verdict]:
    """Return the verdict on each legal form that the clauses speak of, directly or not."""
    heard = _Heard()
    for clause in clauses:
        heard.hear(clause)
    # « Des SCOP » welcomes more plainly than « pas de sociétés » turns away.
    refused = {form: quote for form, quote in heard.refused.items() if form in heard.denied or form not in heard.listed}
    closing = {form: quote for form, quote in heard.listed.items() if heard.only or quote not in heard.examples}
    verdicts = _settled(heard.accepted, refused, closing, heard.only, heard.anything)
    return {
        form: replace(verdict, lukewarm=verdict.accepted and form in heard.cool - heard.warm)
        for form, verdict in verdicts.items()
    }


def _by_name(words: str) -> tuple[set[str], str]:
    """Return the forms that a clause names, and the words that are left."""
    found: set[str] = set()
    if span := _RANGE.search(words):
        found |= {*FORMS} if "asso" in span[0] else {*SHARED, *SINGLE, *FARMING}
        words = _RANGE.sub("#", words)
    for pattern, forms in _BY_NAME:
        left = pattern.sub("#", words)
        found |= set(forms) if left != words else set()
        words = left
    return found, words


def without_forms(words: str) -> str:
    """Return folded words without the names of legal forms."""
    return _by_name(words)[1]


def _by_kind(words: str) -> set[str]:
    """Return the forms that general words stand for: « une société », « des parts », « un reçu fiscal »."""
    found: set[str] = set()
    if _NO_PROFIT.search(words):
        found.add(ASSOCIATION)
    if _SHARES.search(words):
        found |= set(SHARED)
    elif _COMPANY.search(words):
        found |= {*SHARED, *SINGLE, *FARMING}
    elif _BUSINESS.search(words) and "patron" not in words:
        found |= {*COMMERCIAL, *SINGLE}
    return found


def _refused(words: str) -> set[str]:
    named, left = _by_name(words)
    if _NOT_A_FORM.search(words) or (named - {ASSOCIATION} and not _AND_COMPANIES.search(left)):
        return named
    if _FOR_PROFIT.search(left):
        return named | {*COMMERCIAL, *SINGLE, *ALONE}
    if _COMPANY.search(left):
        return named | {*SHARED, *SINGLE, *FARMING}
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
        if form in listed or not precise or form in (ASSOCIATION, *ALONE):
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
