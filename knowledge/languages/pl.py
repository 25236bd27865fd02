"""Polish."""

from __future__ import annotations

from knowledge.languages.table import Language

LANGUAGE = Language(
    code="pl",
    name="Polish",
    stemmer="polish",
    stop_words="""a aby ach albo ale ależ ani aż bardzo bez bo bowiem by być był była było były będą będzie cały ci
    cię ciebie co coś czy czyli czego czemu czym dla dlaczego dlatego do dość dwa gdy gdyby gdzie gdzieś go i ich ile
    ilu im inna inne innego innych inny iż ja jak jaka jaki jakie jakiego jakiej jakim jakimi jakich jaką jako je
    jeden jedna jedno jednak jego jej jemu jest jestem jeszcze jeśli jeżeli już ją każda każde każdy kiedy kim kogo
    komu kto ktoś która które którego której którą który których którym którymi którzy ku lecz lub ma mają mam mi
    między mimo mną mnie moja moje może można mój mu musi my na nad nam nami nas nasz nasza nasze nawet nią nic nich
    nie niech nim nimi niż no o od ona one oni ono on oraz pan pani po pod podczas pomimo ponad ponieważ poza przed
    przede przez przy również sam sama są się skąd sobą sobie swoje swój swoja swoich swojego ta tą tak taka taki
    takie także tam te tego tej ten to tobie toteż tu tutaj tych tylko tym tymi u w we wam wami was wasz według wiele
    wielu więc wszystkich wszystkie wszystko wszyscy wy z za zaś ze że żeby został została zostało zostały dokąd czyj
    czyja czyje powiedz proszę wyjaśnij nazwij artykuł nazywa nazywał nazywa się jakiś""",
    abbreviations="""r w ul al pl m.in np itd itp tzw tzn tj dr prof inż mgr hab św ks gen płk ppłk mjr kpt por
    sierż godz min sek tys mln mld zł gr str s nr rys tab ok ur zm pn wg im jw br ub pow woj gm n.e p.n.e ww wł
    ang niem łac""",
    closing="r w itd itp tys mln mld zł n.e p.n.e",
    ordinals=True,
    asks={
        "person": "kto kogo komu kim czyj czyja czyje jak_się_nazywa jak_nazywa_się jak_ma_na_imię",
        "place": "gdzie dokąd skąd",
        "date": "kiedy",
        "duration": "jak_długo",
        "number": "ile ilu iloma",
        "reason": "dlaczego czemu",
        "manner": "jak",
        "yes-no": "czy",
        "what": "co czego czym czemu",
        "thing": """jaki jaka jakie jakiego jakiej jakim jaką jakich jakimi który która które którego
        której którym którą których którymi""",
    },
    wanted={
        "date": "rok roku data dzień dniu miesiąc wiek wieku dekada okres epoka czas lata latach",
        "place": """miasto mieście kraj kraju wieś państwo region miejsce miejscu kontynent wyspa rzeka ulica
        dzielnica prowincja stan stolica województwo""",
        "person": "osoba człowiek prezydent minister autor pisarz aktor król naukowiec reżyser gracz zawodnik",
        "number": "liczba ilość populacja ludność rozmiar wiek prędkość temperatura",
        "distance": "powierzchnia wysokość długość odległość głębokość szerokość",
        "money": "cena koszt budżet pensja dochód suma kwota",
        "share": "procent odsetek udział",
        "reason": "powód przyczyna cel",
        "organisation": "firma organizacja uniwersytet partia drużyna agencja szkoła grupa",
        "duration": "czas długość",
    },
    degrees={
        "duration": "trwał trwała trwało trwa czasu",
        "distance": "daleko wysoki głęboki",
        "number": "często duży stary",
        "money": "kosztował kosztowała kosztowało kosztuje kosztować pieniędzy",
    },
    months="""styczeń stycznia styczniu luty lutego lutym marzec marca marcu kwiecień kwietnia kwietniu maj maja maju
    czerwiec czerwca czerwcu lipiec lipca lipcu sierpień sierpnia sierpniu wrzesień września wrześniu październik
    października październiku listopad listopada listopadzie grudzień grudnia grudniu""",
    weekdays="poniedziałek wtorek środa czwartek piątek sobota niedziela",
    times="rok roku wiek wieku wczoraj dziś dzisiaj jutro miesiąc tydzień dzień",
    numbers="""0 zero; 1 pierwszy pierwsza; 2 dwa dwie dwóch dwoma drugi druga; 3 trzy trzech trzeci; 4 cztery
    czterech czwarty; 5 pięć pięciu piąty; 6 sześć sześciu szósty; 7 siedem siedmiu siódmy; 8 osiem ośmiu ósmy; 9
    dziewięć dziewięciu; 10 dziesięć dziesięciu; 11 jedenaście; 12 dwanaście; 13 trzynaście; 14 czternaście; 15
    piętnaście; 20 dwadzieścia; 30 trzydzieści; 40 czterdzieści; 50 pięćdziesiąt; 100 sto; 1000 tysiąc tysiące
    tysięcy; 1000000 milion miliony milionów; 1000000000 miliard miliardy miliardów""",
    units={
        "number": "tona ton kilogram kg gram litr stopień stopni",
        "money": "złoty złotych zł euro dolar funt grosz $ € £",
        "share": "% procent",
        "duration": "sekunda minuta godzina dzień dni dnia tydzień tygodni miesiąc miesięcy rok lat wiek dekada",
        "distance": "kilometr km metr m mila centymetr cm stopa hektar",
    },
    places="w we na do z ze koło przy pod nad za od przez między",
    reasons="ponieważ bo gdyż aby żeby dzięki wskutek z_powodu dlatego powód więc tak_że",
    because="ponieważ bo gdyż z_powodu wskutek dzięki żeby aby",
    says="""powiedział powiedziała powiedzieli mówi mówił stwierdził stwierdziła twierdzi twierdzą oświadczył
    oświadczyła ogłosił ogłosiła poinformował poinformowała podał podała dodał dodała zaznaczył zaznaczyła podkreślił
    podkreśliła uważa napisał ostrzegł szacuje szacują oceniają ocenia przekonuje wyjaśnił wyjaśniła zapewnił zapewniła
    poinformowali zapowiedział zapowiedziała""",
    denies="zaprzeczył zaprzeczyła zaprzecza zaprzeczają zdementował zdementowała",
    plans="planuje planują zamierza zamierzają zapowiada",
    according="według zdaniem jak_podaje jak_informuje w_ocenie jak_wynika_z",
    according_back="jego_zdaniem jej_zdaniem według_niego według_niej według_nich ich_zdaniem",
    own="jego jej ich",
    doubts="nie_potwierdzono niepotwierdzone nie_udało_się_zweryfikować bez_potwierdzenia",
    generic="osoba osób ludzie ludzi człowiek raz razy",
    amounts="""połowa trzecia ćwierć kilka kilkanaście kilkadziesiąt dziesiątki setki tysiące dużo wiele żaden obie
    większość""",
    moments="""przed podczas aż temu następny przyszły zeszły poprzedni ostatni początek koniec wiosną latem jesienią
    zimą wkrótce wczoraj noc wieczór rano południe później""",
    topics="o na_temat",
    roles="""dyrektor dyrektorka kierownik szef prezes prezydent burmistrz wójt starosta minister premier poseł
    ambasador rzecznik gubernator dowódca rektor trener kapitan lekarz sędzia prokurator właściciel założyciel autor
    architekt reżyser sekretarz""",
    heads="kieruje dowodzi przewodniczy",
    light="""być zostać został zostało mieć robić zrobił zrobiła zrobili mówić powiedział nazwał nazwała przyjechał
    przyjechali przyszedł przybył odbyć odbył odbyło wydarzyło stało znajduje znajdować wynosić wynosi wyniósł wyniosła
    dać dał wziął otrzymał suma""",
    pronouns="on ona ono oni one jego jej ich go mu im nim nią nimi niej nich",
    pointing="to ten ta te tam tu wtedy",
    leads="a i ale no dobrze",
    who_says="""kto_tak_mówi kto_to_mówi kto_to_powiedział kto_tak_powiedział kto_tak_twierdzi kto_to_twierdzi
    skąd_to_wiadomo według_kogo jakie_jest_źródło""",
    sure="czy_to_potwierdzone to_potwierdzone czy_to_prawda to_prawda naprawdę czy_to_pewne",
    more="więcej dalej co_dalej co_jeszcze powiedz_więcej opowiedz_więcej kontynuuj szczegóły",
    adjectives="ych ich",
    about="o_czym jaki_jest_temat",
    article_words="artykuł tekst wiadomość temat jest mówi opowiada",
    that="że iż jakoby",
)
