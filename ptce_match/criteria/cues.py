"""The words by which French says yes, no, only, except, not needed and no longer. All patterns read folded text."""

from __future__ import annotations

import re
from typing import Final

NOT_YET: Final = re.compile(
    r"(?:n'a(?:vez|i|s)? |n'est |ne sont |c'est |soient |soit )?(?:\bpas encore|\bnon encore|\bavec ou sans\b|\bencore (?:rien|pas)\b|n'a encore rien)"
    r"|\bnon (?=lucrati|commercia)|\bpas (?:finie?s?|terminee?s?|pret\w*|boucle\w*|ficele\w*|tout a fait)\b|\bmeme pas\b|\bsans \S+ ni\b|(?<!\bceux )(?<!\bcelui )(?<!\bcelle )(?<!\bcelles )(?<!\bce )\bqui n(?:e |')\S+ (?:pas|jamais|plus|rien)\b|interdits? bancaires?|dossiers? refuses?|\bpas (?:que|seulement|uniquement)\b|pourquoi pas|\boui ou (?:c'est )?non\b"
)
"""Negations that describe a project, and refuse nothing."""

RESTRICTION: Final = re.compile(
    r"\b(?:ne |n')(?:(?!(?:pas|plus|jamais|rien|ni|guere|point|aucune?)\b)\S+ ){1,6}?(?=qu(?:e\b|'))"
)
"""« Ne peuvent concourir que des associations » says only, and refuses nothing by itself."""

UNNEEDED: Final = re.compile(
    r"\bn'(?:a|ont|avez) (?:pas|plus|guere) besoin (?:de |d')?(?:nous|moi|nos|notre|mes|mon|ca)\b"
)
"""They do not need us: that is a refusal, while « pas besoin de statuts » asks for nothing."""

NEEDLESS: Final = re.compile(
    r"peu (?:m'|me |nous )?(?:importe|chaut)|indiffer|quel(?:le)?s? que? ?(?:soi|puiss)|n'importe quel|regardants?\b|pas besoin|fou(?:t|tons) d"
    r"|\b(?:ne |n')?(?:nous |me |y |en )?(?:regarde|demand\w+|exige\w*|reclame\w*) (?:pas|ni|aucun)|ca nous regarde pas|pas exige|n'etant pas demande"
    r"|pas (?:une |un |de )?(?:condition|obstacle|dogme)|aucune condition|sans condition|fiche d|s'en fiche|n'est pas notre histoire"
    r"|meme (?:si|avant)|on s'adapte|ce qui compte|(?:m'|nous |lui )(?:est|sont) egal|pas a cheval|c'est (?:tout )?pareil|\bou (?:pas|non)\b"
)

_WITHIN_FOUR: Final = r"(?:\s+\S+){0,4}?\s+"
DOUBLE_NEGATION: Final = re.compile(
    rf"\b(?:pas|plus|jamais|ni|aucune?s?)\b{_WITHIN_FOUR}(?:d')?"
    r"(?:exclu(?!siv)|refus|ecarte|interdi|oppose|redhibitoire|obstacle|frein|contre les|hostile)"
    r"|ne (?:refus\w+|m'interdi\w+|nous interdi\w+|exclu\w+) (?:rien|aucune?|pas)|rien contre|pas (?:contre|ferme|hostile|frileu|oppose)|(?:n'|ne )(?:effraie|fait pas peur|faire peur|rebut|derang|gen)\w* (?:pas|nullement)|pas peur"
    r"|sans (?:nous |m'|s'|vous |pour autant )?(?:interdi|exclu|ecart|refus|ferm)\w*|\b(?:pas|jamais|rien)\b.{0,25}\b(?:qui|s'il|si on|sans que) (?:n'|ne )?.{0,25}\b(?:pas|aucun|rien)\b"
)

NEGATION: Final = re.compile(
    r"\b(?:ne |n')(?:\S+\s+){0,7}?(?:pas|plus|jamais|point|rien|guere|aucune?s?|ni|nulle?|personne)\b(?!\s+(?:seulement|uniquement|que\b))"
    r"|\bpas\b(?!\s+(?:seulement|uniquement|que\b|mal\b|loin))|\bjamais\b|\baucune?\b|\bni\b|\bniet\b|\bzero euro"
    r"|(?:^|\s)non\W*$|\bnon (?:plus|merci|uni)|\brien (?:pour|a voir|qui)\b|\bpoint aux\b"
)

AVERSE: Final = re.compile(
    r"\bexclu(?!siv)|\brefus|\binterdi|\bproscri|\becart(?:e|ons|es|ees|ent|er)\b|ineligib|\bhors (?:champ|objet|sujet|dispositif|cadre)"
    r"|\bevit(?:e|ons|er)\b|\bmefi|\bfui(?:r|s|t|ons)\b|heriss|fai(?:t|sait) peur|endor(?:t|ment)\b|ennui|\babsten|voir (?:ailleurs|en face|plus loin)|(?<!part )(?<!par )ailleurs\W*$"
    r"|pass\w* (?:son|votre|leur|ton|vos) (?:tour|chemin)|\brepassez|\brevenez|\breviens|\brepart\b|laiss\w* (?:la place|a d'autres)"
    r"|d'autres (?:le font|financeurs|amis|guichets?|s'en|prennent)|plus (?:grand-chose|besoin|rien)|pas besoin de (?:nous|nos|mon|mes)|tres peu pour (?:nous|moi)"
    r"|sans nous|passeront de (?:moi|nous)|trop (?:tard|tot)|relev\w+ (?:d'une? autre|de|du|des|pas)\b|renvoy|orient\w+ vers|invit\w+ a (?:se|consulter)"
    r"|(?:a|ont) (?:deja |pour ca )?(?:sa|la|leur|d'autres) (?:banque|mairie|amis)|(?:a|ont) deja (?:ses|leurs|assez de|trop de|d'autres) (?:\S+ )?(?:banqu|financ|souti|guichet|amis|subv|aides|concours|prix|appels)|la mairie (?:a|pour)|aversion|\ballergi|j'arrete|je passe a |on passe a |passe au suivant"
    r"|\bspectat|s'eteint|(?:j'ai|on a) fini|je descends|je sors\b|on sort\b|carton rouge|\bbof\b|\bdeconn|urticaire|impossible|fatigu|sous vigilance|desolee?s?\b"
    r"|passe la main|passons la main|tourn\w+ la page|notre role s'arrete|prenn\w+ le relais|nous retirons|me retire|se retire|n'ont (?:qu'a|rien a)|s'adresse(?:r|ra|ront) (?:ailleurs|plutot|(?:a|au|aux) (?!nous|moi))|(?:financ|souten|aid|accompagn|trait|prise? en charge)\w* (?:par )?ailleurs|debrouill\w+ sans|c'est trop|ne sont pas pour|perdez pas|circulez|oubliez|au revoir|bonne chance|a bannir|banni|prohib|\bnon recevable|irrecevable|ecartes?\b|pas preneurs?|pas chaud|mefiance|craign|deteste|horreur|insupport|fuyons|m'eloigne|(?<!acces )(?:aux banques|au credit)|(?:me|nous) gen(?:e|ent)\b|prejuge|(?:m'|s'|nous )efface|pardonner|ferme (?:mon|notre|le) (?:carnet|porte-monnaie|robinet)|qu'(?:il|elle)s? (?:aille|vien\w+ plutot)|c'est non\b|m'assomm|inutile de|(?:comprend\w*|pig\w+|connai\w+) (?:strictement |absolument )?rien\b|\bmoins de gout|peu de gout|moins enclin|beaucoup moins|bien moins|mal a l'aise|\bca (?:casse|coince|rate|finit mal)\b|frappez|trinque|on fait la fete|ne peuvent|me moque|basta"
)

STOP: Final = re.compile(
    r"s'arrete la\b|^point\W*$|(?:et )?a personne d'autre|c'est tout\b|\bc tt\b|pas plus loin|\bet basta|rien d'autre|nulle part ailleurs"
)

WARM: Final = re.compile(
    r"bienven|\badore|\baime|prefer|priorit|privileg|faible pour|plai(?:t|sir|sent)|parlez-nous|rejoui|\breserve|\beligible|volontiers|\bdada\b"
    r"|s'adresse|sont recevables|rougir|(?:me|nous) (?:va|vont)\b|\bok\b|\bd'accord\b|accepte|interess|passionn|ravi|heureu|cherch(?:e|ons)\b|parfait|volont|apprecie|seduit|emball|coup de coeur|priorise|touche|emeu"
)

ONLY: Final = re.compile(
    r"uniquement|seulement|exclusivement|\bonly\b|\brien que\b|\bque des?\b|\breserve|limite(?:e|s|es)? a|imposent|nulle part ailleurs"
    r"|sont (?:seule?s? )?(?:recevables|eligibles)|peuvent (?:concourir|candidater|etre aidee?s|pretendre|postuler|beneficier)|\bbeneficiaires? (?:est|sont)\b"
    r"|\b(?:ne |n')(?:\S+\s+){1,6}?qu(?:e\b|')"
)

VERB: Final = re.compile(
    r"\b(?:je|j'|j(?:veux|ai|suis|prete|mets)|on|nous|vous|ils?|elles?|ca|c'|ce|tu|t'|est|sont|sera|seront|etait|doit|doivent|faut|a|ont|va|vont|peut|peuvent|fait|font"
    r"|met|mets|prete|donne|aide|finance|aime|vaut|vient|passe|reste|arrive|appelez|\w{3,}(?:(?<![st]i)(?<!ais)(?<!iss)(?<!gar[cs])(?<!patr)(?<!mac)ons|ez)|\w+issent)\b"
)

EXCEPT: Final = re.compile(
    r"^(?:tout )?(?:sauf|hormis|exceptee?s?|hors|a l'exception|a l'exclusion|a part (?:les?|la|l'|des|ceux|celles))\b"
)

ASKED: Final = re.compile(
    r"\b(?:doi(?:t|vent)|devr(?:a|ont)|faut|faudra|exig\w+|obligatoire\w*|requis\w*|demand(?:e|ons|ent))\b"
)
"""A requirement: what is excepted from it (« sauf les associations ») is let off, not turned away."""

ASIDE: Final = re.compile(r"^(?:et )?(?:non|pas)\b")
"""An aside that sets off what it follows; what a colon then explains is the main clause."""

ALONE: Final = re.compile(r"\b(?:tou(?:t|te)s? )seule?s?\b|\bsolitaires?\b|\bd'un seul\b")

REDIRECT: Final = re.compile(
    r"(?<!qui )(?<!ne )(?:orient\w+ vers|relev\w+ d|s'adresse\w* (?:a|au|aux) |renvoy\w+ (?:vers|a|au|aux) |voir (?:avec|du cote d)).*$"
)
"""Says where those who are turned away may go: what is named there is not what is turned away."""

LUKEWARM: Final = re.compile(
    r"\ba la (?:rigueur|limite)\b|sans promettre|\btoler\w+|eventuellement|exceptionnel\w*|au cas par cas|pourquoi pas|on (?:regardera|verra|peut en parler)|avec moins d'entrain|mais moins\b"
)
"""A yes of those who would rather have something else."""

_WITHOUT: Final = re.compile(r"\bsans (?:aucune? )?(?:les? |la |l'|d'|de )?\S+")


def without(words: str) -> str:
    """Return folded words less what they say « sans » of: « cultiver sans chimie » does not wish for chemistry."""
    return _WITHOUT.sub("#", words)


BECAUSE: Final = re.compile(r"^(?:parce qu|pcq\b|car\b|puisqu|vu qu)")
"""Gives the reason of what stands before: who is named after « only these » is one of the others."""

PREFERRED: Final = re.compile(
    r"d'abord\b|de preference|priorit|privileg|prefer|plutot|en premier|volontiers|avant tout|surtout|\bbonus\b|habituel|coup de coeur|faible pour"
)
"""Says what is liked best, and leaves the rest open."""

INSTEAD: Final = re.compile(r"\b(?:a defaut|faute de|en tenir lieu|tenant lieu|a la place)\b")
"""Names what will do where the thing asked for is missing."""

AT_LEAST: Final = re.compile(r"au moins|minimum|au minimum|a minima|a partir d|\bdes (?:la|l'|le)(?= ?\w)|pas avant\b")
"""Says that what is named is the earliest that will do."""

CONDITION: Final = re.compile(
    r"^(?:et |mais )?(?:tant que?\b|tant qu'|si\b|s'il|vous n'|t'as (?:que|pas)|celui qui n|ceux qui n|celle qui n|qui n')"
)

TOPIC: Final = re.compile(
    r"^(?:et |mais |quant a |pour )?(?:celui|celle|ceux|celles|le gars|la fille|les gens|quelqu'un|quiconque|s'ils?|si tu|si vous) (?:qui |a |ont )?(?!n')"
)
"""« Celui qui cherche encore, on ne l'aide pas »: the verdict on somebody follows."""

WHEN: Final = re.compile(
    r"\b(?:une fois (?:qu|cre|l'a|la )|des (?:que|qu'|lors)|quand|lorsqu|le jour (?:ou|du)|apres|a la date|si t'(?:as|es) deja|si l'entreprise)"
)
"""Begins what is said of a moment."""

ALREADY: Final = re.compile(r"\bdeja (?:immatricul|cree|lance|la boutique|installe|deposee?s)")

VERDICT: Final = re.compile(
    r"^(?:mais |donc )?(?:non\b|niet|jamais\W*$|tres peu|impossible|pas question|c'est|je (?:n'|ne )|s'abstenir|hors|exclu|refus|ineligib|indiffer|on |nous |ne |n'"
    r"|passez|allez|voyez|adressez|les deux|meme traitement|tout va|bienvenu|volontiers|peu (?:m'|nous )?importe|pareil)"
)
"""Begins a verdict on the bare items before it."""

OWN_SUBJECT: Final = re.compile(r"(?:^|\b(?:et|mais|donc) )(?:je|j'|on|nous|vous|il|elle|ca|c'est)\b")

THAT_WHICH: Final = re.compile(r"\b(?:chose|ce|ceux) qu(?:e |')")
"""« La seule chose qu'on refuse, c'est… »: what follows is what is refused."""

SUBJECTLESS: Final = re.compile(
    r"^(?:ne |n'(?:est|ont|a|y|entre)|repart|s'abstenir|pass\w+ (?:son|leur) tour|non(?: merci)?\W*$|tres peu pour|sont exclu|est exclu|qu'(?:il|elle)s? aille)"
)
"""A verdict whose subject stands in the pieces before it, whatever verbs these hold."""

ANSWER: Final = re.compile(
    r"^(?:non|non plus|pas davantage|jamais|bof|repassez|revenez.*|reviens.*|niet|va voir.*|qu'(?:il|elle)s? .*d'abord|vien[st].* en parler.*|venez (?:en|quand).*)\W*$"
)
"""A whole sentence that only answers the one before it."""

YES: Final = re.compile(
    r"^(?:parfait|bienvenue?s?|tant mieux|moi aussi|venez\b|viens\b|oui|banco|ca nous va|c'est bon)(?!.*en parler)"
)
"""An answer that welcomes what the question asked."""

BIOGRAPHY: Final = re.compile(
    r"^(?:et |puis |oui |alors )?(?:on|nous|j'|je|moi|nos|notre|mon|ma) ?(?:a|est|avons|sommes|ai|etais|avais|avait|statuts?|anciens)\b(?! la pour| besoin| un (?:gros |petit )?faible| envie| plaisir)"
    r"|\bd'autres (?:clubs|fonds|banques|fondations) (?:veulent|exigent|demandent|attendent)|\b(?:voulaient|avaient|etaient|tenaient|faisaient)\b|statutairement|\bles statuts imposent|\bun jour\b"
)
"""Speaks of the investors themselves, or of what once was."""
