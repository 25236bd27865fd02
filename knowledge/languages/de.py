"""German."""

from __future__ import annotations

from knowledge.languages.table import Language

LANGUAGE = Language(
    code="de",
    name="German",
    stemmer="german",
    stop_words="""ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes
    anders auch auf aus bei beim bevor bin bis bist da dabei dadurch dafür damit danach dann daran darauf darin
    darüber das dass daß dazu dein deine dem den denn der deren des dessen desto die dies diese dieselbe diesem diesen
    dieser dieses doch dort du durch ein eine einem einen einer eines einig einige einigem einigen einiger einiges
    einmal er es etwa etwas euch euer für gab gegen gibt habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen
    ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes jene jenem jenen jener jenes
    jetzt kann kein keine keinem keinen keiner können könnte machen man manche manchem manchen mancher mehr mein meine
    mich mir mit muss musste müssen nach nachdem nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem
    seinen seiner seines seit selbst sich sie sind so sobald solche solchem solchen solcher solches soll sollte
    sollten sondern sonst sowie sowohl über um und uns unser unsere unter viel viele vielen vom von vor während war
    waren warst was weg weil weiter welche welchem welchen welcher welches wenn wer wem wen wessen wann warum weshalb
    wieso wie wieder wieviel will wir wird wirst wo wohin woher wollen wollte worden wurde wurden werde werden würde
    würden womit wofür wodurch worin woran worauf worüber wozu wovon zu zum zur zwar zwischen sei seien sodass bitte
    sag sage erkläre nenne nennt genannt heißt heißen hieß artikel laut art""",
    abbreviations="""z.b d.h u.a usw bzw ca dr prof hr fr nr st str bd abs art vgl evtl ggf inkl zzgl mio mrd jh jhd
    geb gest gegr sog v.chr n.chr chr ing dipl z.t i.d.r o.ä s.o s.u u.s.w etc abb kap hrsg mind max min allg bspw jan
    feb apr jun jul aug sep sept okt nov dez mo di mi do sa so""",
    closing="usw etc chr jh",
    ordinals=True,
    nouns_have_capitals=True,
    asks={
        "person": "wer wem wen wessen wie_heißt wie_heißen wie_hieß wie_lautet_der_name",
        "place": "wo wohin woher",
        "date": "wann",
        "number": "wieviel wieviele wie_viel wie_viele wie_vielen",
        "reason": "warum weshalb wieso weswegen",
        "manner": "wie wodurch womit",
        "yes-no": "",
        "what": "was worin woran wofür wozu worauf worüber wovon",
        "thing": "welche welchem welchen welcher welches",
    },
    wanted={
        "date": "Jahr Datum Tag Monat Jahrhundert Jahrzehnt Zeitraum Epoche Jahre Zeit",
        "place": """Stadt Land Dorf Staat Region Ort Kontinent Insel Fluss Straße Bezirk Provinz Bundesstaat
        Hauptstadt Gebiet""",
        "person": """Person Mensch Präsident Minister Autor Schriftsteller Schauspieler König Wissenschaftler
        Regisseur Spieler""",
        "number": "Anzahl Zahl Bevölkerung Größe Geschwindigkeit Temperatur",
        "distance": "Fläche Höhe Länge Entfernung Tiefe Breite",
        "money": "Preis Kosten Gebühr Gebühren Defizit Schulden Budget Gehalt Einkommen Summe Betrag",
        "share": "Prozent Prozentsatz Anteil",
        "reason": "Grund Ursache Zweck",
        "organisation": "Unternehmen Organisation Universität Partei Mannschaft Agentur Schule Gruppe Firma",
        "duration": "Dauer Alter",
    },
    degrees={
        "duration": "lange lang alt dauert dauerte dauern gedauert zeit",
        "distance": "weit tief",
        "number": "oft groß häufig schnell hoch",
        "share": "prozent",
        "money": "kostet kostete kosten gekostet geld",
    },
    months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    weekdays="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    times="Jahr BP Jahrhundert Jahrzehnt gestern heute morgen Monat Woche Tag",
    numbers="""0 null; 1 eins erste ersten erster; 2 zwei zweite zweiten zweiter; 3 drei dritte dritten; 4 vier vierte;
    5 fünf fünfte; 6 sechs sechste; 7 sieben siebte; 8 acht achte; 9 neun neunte; 10 zehn zehnte; 11 elf; 12 zwölf; 13
    dreizehn; 14 vierzehn; 15 fünfzehn; 16 sechzehn sechzehnten; 17 siebzehn siebzehnten; 18 achtzehn achtzehnten; 19
    neunzehn neunzehnten; 20 zwanzig zwanzigsten; 30 dreißig; 40 vierzig; 50 fünfzig; 60 sechzig; 70 siebzig; 80
    achtzig; 90 neunzig; 100 hundert; 1000 tausend; 1000000 million millionen; 1000000000 milliarde milliarden""",
    units={
        "number": "Tonne Kilogramm Kilo kg Gramm Liter Grad",
        "money": "Dollar Euro Pfund Mark Franken Cent $ € £",
        "share": "% Prozent",
        "duration": "Sekunde Minute Stunde Tag Woche Monat Jahr jährige Jahrhundert Jahrzehnt",
        "distance": "Kilometer km Meter m Meile Zentimeter cm Fuß Hektar",
    },
    places="in im an am auf aus bei nach nahe von zu zur zwischen über",
    reasons="weil da denn um wegen aufgrund damit deshalb dank infolge grund sodass so_dass",
    because="weil wegen aufgrund infolge dank damit um denn",
    says="""sagte sagten sagt erklärte erklärten erklärt behauptet behauptete behaupteten berichtete berichteten
    berichtet meldete meldeten meldet teilte_mit betonte betonten fügte_hinzu schrieb schreibt kündigte_an meinte meint
    warnte glaubt schätzt schätzte schätzen rechnet rechnen versicherte versichert kritisierte befürchten befürchtet""",
    denies="bestreitet bestritt bestritten dementierte dementiert leugnet leugnete widersprach",
    plans="plant planen plante beabsichtigt beabsichtigen vorhat",
    according="""laut nach_angaben nach_aussage zufolge gemäß nach_ansicht nach_schätzung nach_berechnungen
    wie_berichtet""",
    according_back="""nach_seinen_angaben nach_ihren_angaben ihm_zufolge ihr_zufolge seiner_ansicht_nach
    ihrer_ansicht_nach nach_eigenen_angaben""",
    own="sein seine seiner ihr ihre ihrer",
    doubts="nicht_überprüft nicht_überprüfen nicht_bestätigt unbestätigt nicht_unabhängig",
    generic="Mensch Menschen Leute Person Personen Mal",
    amounts="Hälfte Drittel Viertel mehrere einige Dutzend Hunderte Tausende Millionen viele keine beide Mehrheit",
    moments="""während bis seit nächste vergangene vorige letzte folgende Anfang Ende Frühling Frühjahr Sommer Herbst
    Winter bald erstmals gestern Nacht Abend Morgen Mittag später""",
    topics="über zu zum zur",
    roles="""Direktor Direktorin Leiter Leiterin Chef Chefin Bürgermeister Oberbürgermeister Präsident Präsidentin
    Minister Ministerin Vorsitzender Vorsitzende Vorstand Botschafter Sprecher Sprecherin Gouverneur Kommandeur Rektor
    Trainer Kapitän Arzt Richter Staatsanwalt Eigentümer Gründer Autor Architekt Regisseur Kanzler""",
    heads="leitet führt",
    light="""sein werden haben machen machte gemacht tun tat sagen sprach gesprochen nennen nannte nannten genannt kam
    kamen kommen ging gingen gehen gibt gab geben nahm nehmen bekam erhielt erhalten liegt lag liegen beträgt betrug
    stattfinden fand statt passierte geschah geschieht Summe""",
    pronouns="er sie es ihn ihm ihnen sein seine seinen seiner ihr ihre ihren ihrer",
    pointing="dies diese dieser dieses das dort damals",
    leads="und aber ja gut also",
    who_says="""wer_sagt_das wer_hat_das_gesagt wer_sagte_das wer_behauptet_das woher_weißt_du_das woher_wissen_sie_das
    woher_stammt_das wer_sagt_so_etwas laut_wem quelle wer_ist_die_quelle""",
    sure="ist_das_bestätigt stimmt_das ist_das_wahr ist_das_sicher wirklich wurde_das_bestätigt wurde_das_überprüft",
    more="mehr weiter noch_mehr erzähl_mehr sag_mehr mehr_dazu was_noch wie_geht_es_weiter was_weiter genauer",
    definite="der die das den dem des",
    about="worum_geht worüber_handelt wovon_handelt",
    article_words="Artikel Text Beitrag geht handelt",
    that="dass daß",
)
