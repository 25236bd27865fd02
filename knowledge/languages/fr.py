"""French."""

from __future__ import annotations

from knowledge.languages.table import Language

LANGUAGE = Language(
    code="fr",
    name="French",
    stemmer="french",
    stop_words="""a à ai aie ainsi après as au aucun aucune aujourd aura aurait aussi autre autres aux avaient avait
    avant avec avez avoir avons ayant beaucoup bien c car ce ceci cela celle celles celui cent ces cet cette ceux
    chaque chez ci comme comment combien d dans de depuis des dès deux dont donc du elle elles en encore entre es est
    et étaient était étant été être eu eux eut fait faire fut furent hors hui il ils j je jusqu jusque l la laquelle
    le lequel les lesquelles lesquels leur leurs là lors lorsque lui m ma mais me même mêmes mes moi moins mon n ne ni
    nos notre nous on ont or ou où par parce pas peu peut peuvent plus plusieurs pour pourquoi pouvait pris puis
    puisque qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera serait ses si sien sinon soit son
    sont sous sur t ta tandis te tel telle tels tes toi ton toujours tous tout toute toutes très trop tu un une vers
    voici voilà vos votre vous vu y afin ils dit dis dites expliquez nommez article appelle appelait appelé nommé
    quelqu lequel s'il svp veuillez est-ce""",
    abbreviations="""m mm mme mmes mlle dr pr me st ste av bd bld etc ex cf p pp vol no art env fig éd ibid op c.-à-d
    j.-c av.j ap.j hab janv févr avr juil sept oct nov déc lun mar mer jeu ven sam dim gén col lt cap""",
    closing="etc j.-c hab",
    elisions="l d j qu n s c m t jusqu lorsqu puisqu quoiqu",
    asks={
        "person": "qui comment_s_appelle comment_s_appelait comment_s_appellent quel_est_le_nom",
        "place": "où",
        "date": "quand",
        "number": "combien",
        "reason": "pourquoi pour_quelle_raison",
        "manner": "comment",
        "yes-no": "",
        "what": "que quoi qu",
        "thing": "quel quelle quels quelles lequel laquelle lesquels lesquelles",
    },
    wanted={
        "date": "an année date jour mois siècle décennie période époque moment",
        "place": """ville pays village état région lieu endroit continent île fleuve rivière rue quartier province
        capitale territoire""",
        "person": """personne président ministre auteur écrivain acteur roi savant scientifique réalisateur joueur
        homme femme""",
        "number": "nombre population taille vitesse température",
        "distance": "superficie hauteur longueur distance profondeur largeur",
        "money": "prix coût budget salaire revenu somme",
        "share": "pourcentage part proportion",
        "reason": "raison cause but",
        "organisation": "entreprise organisation université parti équipe agence école groupe société",
        "duration": "durée temps âge",
    },
    degrees={
        "duration": "temps dure duré durer dura",
        "number": "fois élève élèvent existe",
        "money": "coûté coûte coûter coûta coûtera argent",
    },
    months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
    times="an année siècle hier aujourd'hui demain mois semaine jour",
    numbers="""0 zéro; 1 premier première; 2 deux deuxième second; 3 trois troisième; 4 quatre quatrième; 5 cinq
    cinquième; 6 six sixième; 7 sept septième; 8 huit huitième; 9 neuf neuvième; 10 dix dixième; 11 onze; 12 douze; 13
    treize; 14 quatorze; 15 quinze; 16 seize; 20 vingt; 30 trente; 40 quarante; 50 cinquante; 60 soixante; 1000 mille;
    1000000 million millions; 1000000000 milliard milliards""",
    units={
        "number": "tonne kilo kilogramme kg gramme litre degré",
        "money": "euro euros dollar franc livre centime $ € £",
        "share": "% pour_cent",
        "duration": "seconde minute heure jour semaine mois an année siècle décennie",
        "distance": "kilomètre km mètre m mile centimètre cm hectare",
    },
    places="à au aux en dans près de du chez vers sur entre",
    links="d de du",
    reasons="""parce_que car explique_par en_raison à_cause pour afin puisque grâce raison cause comme si_bien_que
    de_sorte_que""",
    because="parce_que parce_qu car en_raison grâce à_cause par_manque afin pour",
    says="""dit disent déclaré déclare déclarent affirmé affirme affirment annoncé annonce expliqué explique indiqué
    indique assuré assure ajouté ajoute estimé estime souligné souligne écrit rapporte prétend estiment calculent
    calcule assurent explique juge jugent craignent craint promet a_précisé précise""",
    denies="dément démenti nie nié rejette rejeté conteste",
    plans="prévoit prévoient compte envisage projette",
    according="selon au_dire d_après au_dire_de aux_dires_de",
    according_back="selon_lui selon_elle selon_eux d_après_lui d_après_elle à_l_en_croire",
    own="son sa ses leur leurs",
    doubts="pas_vérifié pas_confirmé non_confirmé sans_confirmation non_vérifié pas_pu_vérifier",
    generic="personne personnes gens fois",
    amounts="""moitié tiers quart plusieurs quelques dizaine dizaines douzaine centaines milliers beaucoup aucun
    majorité""",
    moments="""après avant pendant durant jusque jusqu depuis lors prochain dernier précédent suivant début fin
    printemps été automne hiver bientôt hier nuit soir matin midi""",
    topics="de du des sur d propos",
    roles="""directeur directrice chef président présidente ministre maire député ambassadeur porte-parole préfet
    gouverneur commandant recteur entraîneur capitaine médecin juge procureur propriétaire fondateur auteur architecte
    réalisateur secrétaire""",
    heads="dirige préside",
    light="""être devenir devenu devient avoir faire dire dit parler parlé parle nommer nommé appeler appelé venir venu
    viennent vient aller allé lieu passer passé passe trouver trouve situé élever élève donner donné prendre pris
    obtenir obtenu reçu somme""",
    pronouns="il elle ils elles lui leur leurs son sa ses l le la les",
    pointing="ce cela ceci celui celle ceux y là ça",
    leads="et mais bon alors",
    who_says="""qui_dit_ça qui_le_dit qui_dit_cela qui_l_a_dit qui_a_dit_ça qui_a_dit_cela qui_affirme_ça qui_l_affirme
    selon_qui d_après_qui quelle_est_la_source quelle_source""",
    sure="""c_est_confirmé est_ce_confirmé c_est_vrai est_ce_vrai est_ce_que_c_est_vrai vraiment
    est_ce_que_c_est_confirmé c_est_sûr""",
    more="plus encore ensuite la_suite dis_m_en_plus dites_m_en_plus quoi_d_autre continue et_après après davantage",
    definite="le la les l",
    about="de_quoi quel_est_le_sujet",
    article_words="article texte sujet parle agit",
    that="que qu",
)
