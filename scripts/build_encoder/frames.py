"""Sentences as people say them around an ESCO label: they teach that a label and a confidence can mean the same.

``LEARNED`` frames serve training, ``KEPT`` frames only the measure on held-out concepts. An occupation and a skill do not
fit the same sentences: "{}" is a trade in the former ("boulangère") and an activity in the latter ("gérer les stocks").
"""

from __future__ import annotations

LEARNED_NEEDS = {
    "occupation": (
        "Il nous faudrait les conseils d'une personne du métier : {}.",
        "Est-ce que vous connaissez quelqu'un qui a été {} ? On est un peu perdus.",
        "Notre petite équipe n'a personne qui sache faire le travail de {}.",
        "Pour avancer, j'aurais besoin d'une heure avec un ou une {}, même à la retraite.",
        "on cherche un coup de main, plutôt profil {}",
        "Ce qui manque au projet aujourd'hui, c'est le regard de quelqu'un comme {}.",
    ),
    "skill": (
        "Je ne sais pas comment m'y prendre pour {}.",
        "Ce qui me bloque : {}. Qui pourrait m'expliquer ?",
        "Personne dans l'association ne s'est jamais occupé de ça : {}.",
        "On nous demande de savoir {}, et on part de zéro.",
        "besoin d'aide pour {}, merci d'avance",
        "Je voudrais qu'on me montre une bonne fois pour toutes : {}.",
    ),
}
LEARNED_PROFILES = {
    "occupation": (
        "J'ai passé presque toute ma vie comme {}, d'abord dans une grosse maison, puis à mon compte.",
        "Retraitée depuis peu, j'étais {} et le contact avec les gens me manque.",
        "Mon métier : {}. Je l'ai appris sur le tas et je l'aime toujours autant.",
        "Avant de venir m'installer ici avec ma famille, j'ai été {} en région parisienne pendant neuf ans.",
        "Actuellement {}, je peux donner deux soirées par mois, pas davantage.",
        "{} de formation, j'ai aussi élevé trois enfants et présidé le club de foot.",
    ),
    "skill": (
        "Ce que je sais faire et que je montre volontiers : {}.",
        "Pendant des années, mon travail a été de {}, et j'y ai pris goût.",
        "On vient souvent me voir au village quand il s'agit de {}.",
        "Dans mon dernier poste je devais {}, avec très peu de moyens, et ça marchait.",
        "Je n'ai pas de diplôme, mais j'ai l'habitude de {}.",
        "Je peux vous accompagner là-dessus : {}. Pour le reste, voyez quelqu'un d'autre.",
    ),
}
KEPT_NEEDS = {
    "occupation": (
        "Nous aurions aimé rencontrer un ancien ou une ancienne de la profession ({}) avant de signer quoi que ce soit.",
        "Je me lance dans quelques mois et tout le monde me dit qu'il faut d'abord parler avec un vrai {}.",
        "Qui, dans le réseau, exerce ou a exercé comme {} ?",
    ),
    "skill": (
        "La banque veut que l'on prouve que l'un de nous est capable de {} : ce n'est pas le cas.",
        "J'ai essayé tout seul, trois fois, de {} ; j'abandonne, il me faut quelqu'un.",
        "Le sujet qui fâche chez nous, c'est toujours le même : {}.",
    ),
}
KEPT_PROFILES = {
    "occupation": (
        (
            "Après le lycée j'ai enchaîné les petits boulots, puis je suis devenu {} un peu par hasard. J'y suis resté vingt-deux ans. "
            "Aujourd'hui je jardine, je chante dans une chorale et j'aimerais rester utile."
        ),
        (
            "Je m'appelle Odile, j'ai soixante-six ans et deux petits-enfants. Ma carrière, je l'ai faite comme {} du côté de Niort. "
            "Je suis patiente mais je n'aime pas qu'on me fasse perdre mon temps. Pas de réunion le mercredi."
        ),
        "Je conduis encore, je peux donc venir sur place. {}, c'est mon quotidien depuis 2009, et je forme des jeunes de temps en temps.",
    ),
    "skill": (
        (
            "J'ai tenu un petit commerce avec mon mari, puis je suis partie dans une administration où l'on m'a demandé de {}. "
            "Au début je n'y connaissais rien ; à la fin on me consultait de tout le département."
        ),
        (
            "Ni théoricien ni donneur de leçons. Je dirais que ma force est là : {}. Le reste du temps, vous me trouverez à la pêche "
            "ou au conseil municipal."
        ),
        (
            "Ancien cadre, divorcé, un peu bourru paraît-il. J'ai dû souvent {} dans l'urgence, la nuit parfois. Je rends volontiers "
            "ce qu'on m'a appris, à condition que la personne en face soit prête à travailler."
        ),
    ),
}
ORDINARY = (
    "Le marché du samedi matin se tient désormais sous la halle rénovée, et les exposants s'y plaisent.",
    "Mon dossier est revenu pour la troisième fois parce qu'il manque toujours une pièce, je n'en peux plus.",
    "Elle a repris la ferme de ses parents sans savoir si le bâtiment tiendrait l'hiver.",
    "Nous sommes six autour de la table et personne n'est d'accord sur la façon de partager les bénéfices.",
    "Le toit fuit, le propriétaire ne répond plus et le bail arrive à son terme en juin.",
    "J'ai toujours aimé les chiffres, et quand le club a eu besoin d'un trésorier on s'est tourné vers moi.",
    "Il parle trois langues, a vécu au Portugal, et s'occupe maintenant de la cantine du collège.",
    "Faut-il déclarer ce que je gagne quand je vends mes confitures à la sortie de l'église ?",
    "Après mon licenciement j'ai voulu souffler, puis monter quelque chose à moi, petit mais propre.",
    "Les clients trouvent que c'est bon mais ils trouvent aussi que c'est cher.",
    "La mairie nous prête une salle, mais il n'y a ni chauffage ni internet.",
    "J'ai conduit des cars, réparé des tracteurs et vendu des assurances ; dans cet ordre.",
    "On voudrait ouvrir un lieu où les gens viennent boire un café, coudre, bricoler, se parler.",
    "Ma fille me dit qu'il faut être sur Instagram, moi je n'ai même pas de photos correctes.",
    "Je n'ai jamais su dire non, alors je travaille soixante heures et je ne me paie pas.",
    "La banque m'a reçu un quart d'heure et m'a demandé de revenir avec un apport.",
    "Quand mon associé est parti, j'ai découvert qu'aucun papier ne disait à qui était le matériel.",
    "J'étais dans l'armée, puis dans la grande distribution, et je sais ce que veut dire tenir un planning.",
    "Les abeilles vont bien, c'est le miel qui ne se vend pas.",
    "Chaque printemps la rivière monte, et chaque printemps nous déplaçons les machines à la main.",
    "Notre site date de 2011 et plus personne ne connaît le mot de passe.",
    "Je cherche à transmettre mon atelier, mais les jeunes qui viennent n'ont pas un sou.",
    "Nous recevons des enfants le mercredi et l'inspection nous a parlé de normes dont j'ignorais tout.",
    "Veuve depuis deux ans, je voudrais occuper mes journées autrement qu'à attendre le téléphone.",
)
