"""The words by which French says yes, no, only, except, not needed and no longer. All patterns read folded text."""

from __future__ import annotations

import re
from typing import Final

NOT_YET: Final = re.compile(
    r"(?:n'a(?:vez|i|s)? |n'est |ne sont |c'est |soient |soit )?(?:\bpas encore|\bnon encore|\bavec ou sans\b|\bencore (?:rien|pas)\b|n'a encore rien)"
    r"|\bnon (?=lucrati|commercia)|\bsans (?=but)|\bpas (?:que|seulement|uniquement)\b|pourquoi pas"
)
"""Negations that describe a project, and refuse nothing."""

NEEDLESS: Final = re.compile(
    r"peu (?:m'|me |nous )?(?:importe|chaut)|indiffer|quel(?:le)?s? que? ?(?:soi|puiss)|n'importe quel|regardants?\b|pas besoin|fou(?:t|tons) d"
    r"|\b(?:ne |n')?(?:nous |me |y |en )?(?:regarde|demand\w+|exige\w*|reclame\w*) (?:pas|ni|aucun)|ca nous regarde pas|pas exige|n'etant pas demande"
    r"|pas (?:une |un |de )?(?:condition|obstacle|dogme)|aucune condition|sans condition|fiche d|s'en fiche|n'est pas notre histoire"
    r"|meme (?:si|avant)|on s'adapte|ce qui compte"
)

_WITHIN_FOUR: Final = r"(?:\s+\S+){0,4}?\s+"
DOUBLE_NEGATION: Final = re.compile(
    rf"\b(?:pas|plus|jamais|ni|aucune?s?)\b{_WITHIN_FOUR}(?:d')?"
    r"(?:exclu(?!siv)|refus|ecarte|interdi|oppose|redhibitoire|obstacle|frein|contre les|hostile)"
    r"|ne (?:refus\w+|m'interdi\w+|nous interdi\w+|exclu\w+) (?:rien|aucune?|pas)|rien contre"
    r"|\b(?:pas|jamais|rien)\b.{0,25}\b(?:qui|s'il|si on|sans que) (?:n'|ne )?.{0,25}\b(?:pas|aucun|rien)\b"
)

NEGATION: Final = re.compile(
    r"\b(?:ne |n')(?:\S+\s+){0,7}?(?:pas|plus|jamais|point|rien|guere|aucune?s?|ni|nulle?|personne)\b(?!\s+(?:seulement|uniquement|que\b))"
    r"|\bpas\b(?!\s+(?:seulement|uniquement|que\b|mal\b|loin))|\bjamais\b|\baucune?\b|\bni\b|\bniet\b|\bzero euro"
    r"|(?:^|\s)non\W*$|\bnon (?:plus|merci|uni)|\brien (?:pour|a voir)\b|\bpoint aux\b"
)

AVERSE: Final = re.compile(
    r"\bexclu(?!siv)|\brefus|\binterdi|\bproscri|\becart(?:e|ons|es|ees|ent|er)\b|ineligib|\bhors (?:champ|objet|sujet|dispositif|cadre)"
    r"|\bevit(?:e|ons|er)\b|\bmefi|\bfui(?:r|s|t|ons)\b|heriss|fai(?:t|sait) peur|endor(?:t|ment)\b|ennui|\babsten|voir ailleurs|ailleurs\W*$"
    r"|pass\w* (?:son|votre|leur|ton|vos) (?:tour|chemin)|\brepassez|\brevenez|\breviens|\brepart\b|laiss\w* (?:la place|a d'autres)"
    r"|d'autres (?:le font|financeurs|amis|guichets?|s'en|prennent)|plus (?:grand-chose|besoin|rien)|pas besoin de (?:nous|nos|mon|mes)|tres peu pour (?:nous|moi)"
    r"|sans nous|passeront de (?:moi|nous)|trop (?:tard|tot)|relev\w+ (?:d'un autre|de|du|des|pas)\b|renvoy|orient\w+ vers|invit\w+ a (?:se|consulter)"
    r"|(?:a|ont) (?:deja |pour ca )?(?:sa|la|leur|d'autres) (?:banque|mairie|amis)|la mairie (?:a|pour)|aversion|\ballergi|j'arrete|je passe a |on passe a |passe au suivant"
    r"|\bspectat|s'eteint|(?:j'ai|on a) fini|je descends|je sors\b|on sort\b|carton rouge|\bbof\b|\bdeconn|urticaire|impossible|fatigu|sous vigilance|desolee?s?\b"
    r"|qu'(?:il|elle)s? aille|c'est non\b|m'assomm|frappez|trinque|on fait la fete|ne peuvent|me moque|basta"
)

STOP: Final = re.compile(r"s'arrete la\b|c'est tout\b|\bc tt\b|pas plus loin|\bet basta|rien d'autre|nulle part ailleurs")

WARM: Final = re.compile(
    r"bienven|\badore|\baime|prefer|priorit|privileg|faible pour|plai(?:t|sir|sent)|parlez-nous|\breserve|\beligible|volontiers|\bdada\b"
    r"|s'adresse|sont recevables|rougir|(?:me|nous) (?:va|vont)\b|\bok\b|\bd'accord\b|accepte|interess|passionn|touche|emeu"
)

ONLY: Final = re.compile(
    r"uniquement|seulement|exclusivement|\bonly\b|\brien que\b|\bque des?\b|\breserve|limite(?:e|s|es)? a|nulle part ailleurs"
    r"|\b(?:ne |n')(?:\S+\s+){1,6}?qu(?:e\b|')"
)

VERB: Final = re.compile(
    r"\b(?:je|j'|j(?:veux|ai|suis|prete|mets)|on|nous|vous|ils?|elles?|ca|c'|ce|tu|t'|est|sont|sera|seront|etait|doit|doivent|faut|a|ont|va|vont|peut|peuvent|fait|font"
    r"|met|mets|prete|donne|aide|finance|aime|vaut|vient|passe|reste|arrive|appelez|\w{3,}(?:ons|ez)|\w+issent)\b"
)

EXCEPT: Final = re.compile(r"^(?:tout )?(?:sauf|hormis|exceptee?s?|hors|a l'exception)\b")

CONDITION: Final = re.compile(r"^(?:et |mais )?(?:tant que?\b|tant qu'|si\b|s'il|vous n'|t'as (?:que|pas)|celui qui n|ceux qui n|celle qui n|qui n')")

WHEN: Final = re.compile(
    r"\b(?:une fois (?:qu|cre|l'a|la )|des (?:que|qu'|lors)|quand|lorsqu|le jour (?:ou|du)|apres|a la date|si t'(?:as|es) deja|si l'entreprise)"
)
"""Begins what is said of a moment."""

ALREADY: Final = re.compile(r"\bdeja (?:immatricul|cree|lance|la boutique|installe|deposee?s)")

VERDICT: Final = re.compile(
    r"^(?:mais |donc )?(?:non\b|niet|jamais\W*$|tres peu|impossible|pas question|c'est|s'abstenir|hors|exclu|refus|ineligib|indiffer|on |nous |ne |n'"
    r"|les deux|meme traitement|tout va|bienvenu|volontiers)"
)
"""Begins a verdict on the bare items before it."""

SUBJECTLESS: Final = re.compile(r"^(?:ne |n'(?:est|ont|a|y|entre)|non\W*$|sont exclu|est exclu)")
"""A verdict whose subject stands in the pieces before it, whatever verbs these hold."""

ANSWER: Final = re.compile(r"^(?:non|non plus|pas davantage|jamais|bof|repassez|revenez.*|reviens.*|niet|va voir.*)\W*$")
"""A whole sentence that only answers the one before it."""
