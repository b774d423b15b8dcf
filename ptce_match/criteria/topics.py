"""Things that criteria praise or rule out by name, and that the story of a project can show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that investors speak of.

    Attributes
    ----------
    name : str
        In French, with its article, as an explanation says it.
    pattern : re.Pattern
        Over folded words, of criteria and of projects alike.
    sectors : tuple of int
        Sectors of `SECTORS` that it belongs to.
    whole : bool
        Whether it is the sector itself, so that any project of the sector is one.
    refusable : bool
        False for what nobody refuses: « pas de femmes ni de jeunes ce soir-là » is an anecdote.
    """

    name: str
    pattern: re.Pattern[str]
    sectors: tuple[int, ...] = ()
    whole: bool = False
    refusable: bool = True


def _topic(name: str, pattern: str, *sectors: int, whole: bool = False, refusable: bool = True) -> Topic:
    return Topic(name, re.compile(pattern), sectors, whole, refusable)


TOPICS: Final = (
    _topic("la restauration rapide", r"restauration rapide|fast[\s-]?food|\bkebabs?\b|\bburgers?\b|\btacos\b", 10),
    _topic("la restauration", r"\brestau(?!r(?:e|er|ee?s?|ateurs? de)\b)\w*|food[\s-]?trucks?|\bcantines?\b|\btraiteurs?\b|\bchr\b|guinguette|pizzeria|\bbistrots?\b|metiers? de bouche|(?<!table de )(?<!dans la )(?<!dans ma )(?<!dans sa )(?<!dans notre )\bcuisine(?! de| du)\b|(?<!micro-)brasseries?\b|\btable d'hote|\bbouis-bouis|\bbrunch", 10),
    _topic("le tourisme et l'accueil", r"\btouris\w+|\bgites?\b|\bauberges?\b|\bcampings?\b|\bhotel\w*|(?<!boire un )(?<!prendre un )(?<!offrir un )(?<!payer un )(?<!autour d'un )\bcafes?\b(?! suspendu)|chambres? d'hotes?|hebergement|\brefuges?\b|\btiers[\s-]lieux?", 10),
    _topic("l'alcool", r"\balcools?\b|\balcoolis\w+|eaux?-de-vie|\bgins?\b|\brhums?\b|whisk\w+|\bbieres?\b|\bvins?\b|\bvignes?\b|\bvignerons?\b|spiritueux|cocktails?|debits? de boissons|\bbars?\b(?! a (?:salade|jus))|\bcognac\b|\bpineau\b|micro-?brasser|distill|\bchais?\b|\bapero"),
    _topic("le tabac", r"\btabacs?\b|cigarett|vapot"),
    _topic("les jeux d'argent", r"jeux d'argent|salles? de jeux|\bcasinos?\b|\bparis (?:en ligne|sportifs?)|\bloteries?\b|machines? a (?:sous|jeux)|les jeux\b|poker"),
    _topic("l'armement", r"\barmes?\b|armement|munition|videosurveillance"),
    _topic("les grandes surfaces et les franchises", r"grandes? surfaces?|hyper-?marche|super-?marche|\bfranchis(?:e|es|e?s|ee)\b|grande distribution|\benseignes?\b|\bchaines?\b(?! d)|\bchaines? de (?:magasins|boutiques|restaurants)|\bsuccursales?\b|marques? de distributeurs?"),
    _topic("l'immobilier", r"immobili\w+|marchands? de biens|\bfoncier\b|promoteurs?\b|airbnb|locations? (?:en serie|saisonnieres?)|residences? (?:de standing|secondaires?)|piscines?\b|\bloueurs?\b|\blocatifs?\b|patrimonia(?:le|ux)\w*|promotion privee|parkings?\b|lotissement"),
    _topic("le commerce de gros", r"commerce de gros|\bgrossistes?\b|\bnegoce\b|import-export"),
    _topic("la finance et la spéculation", r"\bcryptos?\b|cryptomonnaie|bitcoin|holdings?\b|metiers de l'argent|\btrading\b|multiniveau|pyramid|specul|levees? de fonds|scale-?ups?\b|hypercroissance|licornes?\b|croissance a (?:deux|trois) chiffres|capital-risque"),
    _topic("les pesticides et la chimie", r"pesticides?|glyphosate|agrochimie|\bchimie\b|chimiques?\b|phytosanitaire|\bintrants\b|\bogm\b"),
    _topic("l'élevage industriel", r"hors-sol|engraissement|elevages? (?:industriel|intensif)|viande industrielle|agro-?industrie|bassines?\b|serres? chauffee|poulaillers? industriel|batterie\b"),
    _topic("le luxe", r"\bluxe\b|\bstanding\b|jacuzzi|haut de gamme|\bprestige\b|joailler"),
    _topic("la publicité", r"publicit\w+|\bpub\b|influenceu\w+|traceurs?\b"),
    _topic("l'automobile et l'avion", r"\bvoitures?\b|\bautos?\b(?!-)|automobile|\bbagnoles?\b|\bavions?\b|\bkerosene|garage (?:auto|mecan)|\b4x4|moto-?cross|karting"),
    _topic("le transport et la livraison", r"transport routier|\btransports?\b(?! a la voile| a la demande)|\btaxis?\b|\bvtc\b|\blivreurs?\b|livraisons?\b|\bcoursiers?\b|camionnage", 6),
    _topic("la politique et la religion", r"(?<!notre )\bpolitiques?\b(?! de)|\bpartis\b|\bsyndica\w+|\bculte\b|proselytisme|religi\w+|\beglises?\b|\bsectes?\b"),
    _topic("le sport", r"\bsporti?\w*\b|\btennis\b|\bfoot\b|\brugby\b|salle de gym", 5),
    _topic("les festivals et les boîtes de nuit", r"festivals?\b|discotheques?|boites? de nuit|fetes? patronale|\bconcerts? geants?|galeries? etablie", 4),
    _topic("le bien-être et l'esthétique", r"esthetique|bien-etre|naturopath|sophrolog|paramedecine|\byoga\b|developpement personnel|voyance|\bcoachs?\b|\bcoaching", 5),
    _topic("les professions réglementées", r"professions? (?:liberales?|reglementees?)|\bnotaires?\b(?= en)|pharmacie"),
    _topic("la mode jetable", r"fast fashion|mode jetable"),
    _topic("le nucléaire", r"nucleaire|methaniseurs?|methanis"),
    _topic("les plateformes", r"plateformes?\b|ubéris|uberis|start-?ups?|dropshipping", 9),
    _topic("le numérique", r"numeri\w+|informati(?:que|cien)\w*|\blogiciels?\b|\bapplis?\b|applications? (?:mobile|web)|\binternet\b|\bsites? (?:web|internet)|\bweb\b|\btech\b|agritech|capteurs?\b|\bdev\b|\bcoder?\b", 9, whole=True),
    _topic("le bâtiment", r"\bbatiments?\b|\bbtp\b|\bmacon\w*|charpent\w+|menuisi?e\w+|couvreurs?\b|\bplombi\w+|electricien|\brenovation|\bchantiers?\b(?! naval)|\bpatrimoine\b|\btoits?\b|toitures?|\bhalles\b|\blavoirs?\b|\bmoulins\b|echafaud|habitat\b|\bmurs\b|enduits?\b|\bisolation", 1, whole=True),
    _topic("l'écologie", r"\becolo\w*|environnement\w*|energi\w+(?! contest)|\bsolaires?\b|photovolta|eoli\w+|recycl\w+|re-?emploi|\brepar(?:e|er|ent|es|ee|ation|ations|ateurs?)\b|\bvelos?\b|\btri\b|dechets?|low-?tech|\bcompost\w*|toilettes seches|\bforets?\b|transition|\bnature\b|climat", 2, whole=True),
    _topic("l'agriculture et l'alimentation", r"agri(?:cole|culture|culteurs?)|agro-?ecolog|\bpaysans?\b|maraich\w+|\bfermes?\b|\belevages?\b|eleveurs?|\bpain\b|boulang\w+|\bfournil|fromage\w*|\blait\w*|\blegumes?\b|epiceries?|circuits? courts?|\baliment\w+|\bpech\w+|semences?|apicult|\bchevres?\b|\bfarine\b|producteurs?|\bfood\b|boucher\w+|\bvergers?\b|\bvrac\b|exploitations? (?:agricole|individuelle)|\bbles?\b|conserve", 3, whole=True),
    _topic("la culture", r"\bcultur(?:e|el|elle|els|elles)s?\b(?! de la vigne)|musi(?:que|ciens?|cale?s?)|\btheatr\w+|\bartist\w+|spectacles?|\bcine(?:ma|-)\w*|\blivres\b|librairies?|\blecture\b|photograph\w*|\bdanse\w*|fanfares?|\bcirques?\b|\bconte\w*s?\b(?<!conte)|ceramique|\bbijoux?\b|\bexpos?(?:ition)?s?\b|\bfilms?\b|\bdisques?\b|\bedition\b|\bmetiers? d'art|imprimerie|createurs? de|marionnett", 4, whole=True),
    _topic("les services à la personne", r"gardes? (?:d'enfants|des petits)|\bcreches?\b|petite enfance|\benfan(?:ce|ts)\b|aides? a domicile|\bpersonnes agees|\bmenage\b|\bsoins?\b|\bsante\b|coiff\w+|\bkine\w*|assmat|assistantes? maternelles?|\bmam\b|\bmamies\b|a domicile|\bvieillir|\bisolement|\bmedec\w+(?! esthetique)|\bservices? (?:a la personne|de proximite)|\bsoignant|ludotheque", 5, whole=True),
    _topic("les services aux entreprises", r"services? aux entreprises|secretariat|\bconseil aux|coworking|\bpaperasse\b|logistique|\bb2b\b|\bb to b\b|emballage", 6, whole=True),
    _topic("la formation", r"\bformations?\b|\bforme(?:nt|r)?\b(?! jurid)|\becoles?\b(?! fermee)|\bapprentis?\b|pedagog\w+|enseign(?:er|ant|ement)\w*|\bateliers? d'apprent|instituteur|scolair|\bstages?\b", 7, whole=True),
    _topic("l'insertion et l'emploi", r"\binsertion\b|chomeu\w+|chomage|demandeurs? d'emploi|retour (?:a l'emploi|au (?:boulot|travail))|remett\w+ en emploi|\brsa\b|minima sociaux|\bsiae\b|licencie\w*|\bgalere\w*|exclu\w* du credit|sans (?:travail|emploi)|garages? solidaires?|mobilite inclusive", 8, whole=True),
    _topic("l'artisanat", r"\bartisan\w*|\bsavoir-faire|\bouvriers?\b|\boutils?\b|\bsoud\w+|\bsciure\b|couture|couturi\w+|\bmenuis|\bpoti\w+|\bmetiers? manuel", refusable=False),
    _topic("les projets de femmes", r"(?:^|[.!?;:] )\w+(?:ee|euse|iere|trice|enne)s?\b[^.!?]{0,60}?, (?:je |j'|nous )|\bje (?:me )?suis (?:\w+ )?\w+(?:ee|euse|iere|trice|enne)\b|\bfemmes?\b|\bcheffes?\b|\bmamans?\b|feminis\w+|entrepreneuses?", refusable=False),
    _topic("les jeunes", r"\bjeunes?\b(?! (?:societe|pousse|entreprise|boite))|etudiant\w*|moins de (?:vingt-cinq|trente|25|26|30) ans", refusable=False),
    _topic("le handicap", r"handicap\w*|fauteuil roulant|reconnus? travailleu|\besat\b", refusable=False),
    _topic("le lien social", r"lien social|se (?:rencontr|parl|retrouv)\w+|\bhabitants?\b|\bvoisin\w*|\bconvivi\w+|\bsolidaire", refusable=False),
    _topic("la vie des villages", r"\brural\w*|\bvillages?\b|\bbourgs?\b|campagne\b|\bcanton\b|dernier commerce|proximite", refusable=False),
    _topic("l'emploi local", r"\bemplois?\b(?! du temps)|\bembauch\w+|\bsalaries\b", refusable=False),
    _topic("la reprise d'entreprise", r"\brepris\w*|\breprendre|\breprennent|\bracheter?\b|\bcedants?\b|transmission|transmettre", refusable=False),
    _topic("la gouvernance partagée", r"cooperati\w+|gouvernance|une voix|\bcollectifs?\b|\bautogest", refusable=False),
    _topic("le bio", r"\bbio(?:logiques?)?\b|agro-?ecolog\w+|permaculture", refusable=False),
)  # fmt: skip
"""Narrow things before wide ones: words that one topic has claimed in criteria are not read again by the next."""


def topics_in(words: str) -> list[Topic]:
    """Return the topics that folded words name, the narrow ones first."""
    found = []
    for topic in TOPICS:
        left = topic.pattern.sub("#", words)
        if left != words:
            found.append(topic)
        words = left
    return found
