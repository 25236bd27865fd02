"""Spanish."""

from __future__ import annotations

from knowledge.languages.table import Language

LANGUAGE = Language(
    code="es",
    name="Spanish",
    stemmer="spanish",
    stop_words="""a al algo alguien alguna algunas alguno algunos ambos ante antes aquel aquella aquellas aquello
    aquellos aquí así aún aunque bajo bien cada casi como cómo con contra cual cuál cuales cuáles cualquier cuando
    cuándo cuanta cuánta cuantas cuántas cuanto cuánto cuantos cuántos de del desde después donde dónde dos durante e
    el él ella ellas ello ellos en entre era eran eres es esa esas ese eso esos esta está estaba estaban estado están
    estar estas este esto estos fue fueron fuera ha había habían haber hace hacia han hasta hay he hizo hacer hacen
    incluso la las le les lo los luego más me mediante menos mi mientras mis mismo misma mismos mucho muchos muy nada
    ni no nos nosotros nuestra nuestro nunca o os otra otras otro otros para pero poco pocos por porque por qué pudo
    puede pueden podía pues que qué quien quién quienes quiénes se sea según ser será si sí sido siempre siendo sin
    sino sobre solo sólo son su sus suya suyo suyos tal también tampoco tan tanto te tenía tenían tener tiene tienen
    tipo toda todas todo todos tras tu tú tus un una unas uno unos usted y ya yo cuyo cuya dijo dime diga explica
    nombre llama llamaba llamado llamada llamaban denomina artículo favor""",
    abbreviations="""sr sra srta sres dr dra d dª ud uds lic ing prof gral cap cnel tte av avda c núm nº pág págs vol
    fig ed etc ej p.ej a.c d.c ee.uu ss.aa st sto sta aprox máx mín art cap ene feb abr may jun jul ago sept oct nov
    dic""",
    closing="etc a.c d.c ee.uu",
    asks={
        "person": "quien quién quienes quiénes cómo_se_llama cómo_se_llamaba cómo_se_llaman",
        "place": "donde dónde adónde",
        "date": "cuando cuándo",
        "number": "cuanto cuánto cuantos cuántos cuanta cuánta cuantas cuántas",
        "reason": "por_qué a_qué_se_debe",
        "manner": "como cómo",
        "yes-no": "",
        "thing": "que qué cual cuál cuales cuáles",
    },
    wanted={
        "date": "año fecha día mes siglo década período época momento",
        "place": """ciudad país pueblo estado región lugar continente isla río calle distrito provincia capital
        territorio condado""",
        "person": "persona presidente ministro autor escritor actor rey científico director jugador hombre mujer",
        "number": "número cantidad población tamaño velocidad temperatura",
        "distance": "superficie altura longitud distancia profundidad anchura",
        "money": "precio costo coste presupuesto salario ingreso suma",
        "share": "porcentaje proporción",
        "reason": "razón motivo causa propósito",
        "organisation": "empresa organización universidad partido equipo agencia escuela grupo compañía",
        "duration": "duración tiempo edad",
    },
    degrees={
        "duration": "tiempo duró dura durar",
        "number": "veces",
        "money": "costó cuesta costaba costar costará dinero",
    },
    months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    weekdays="lunes martes miércoles jueves viernes sábado domingo",
    times="año BP años días siglo década ayer hoy mañana mes semana día",
    numbers="""0 cero; 1 primero primera primer; 2 segundo segunda; 3 tres tercero tercera tercer; 4 cuatro cuarto; 5
    cinco quinto; 6 seis sexto; 7 siete séptimo; 8 ocho octavo; 9 nueve noveno; 10 diez décimo; 11 once; 12 doce; 13
    trece; 14 catorce; 15 quince; 16 dieciséis; 17 diecisiete; 18 dieciocho; 19 diecinueve; 20 veinte; 30 treinta; 40
    cuarenta; 50 cincuenta; 60 sesenta; 70 setenta; 80 ochenta; 90 noventa; 100 cien ciento; 1000 mil; 1000000 millón
    millones""",
    units={
        "number": "tonelada kilo kilogramo kg gramo litro grado",
        "money": "dólar dólares euro euros peso libra centavo $ € £",
        "share": "% por_ciento",
        "duration": "segundo minuto hora día días semana mes año años siglo década",
        "distance": "kilómetro km metro m milla centímetro cm pie hectárea",
    },
    places="en a al de del desde hacia cerca entre sobre",
    links="de del",
    reasons="porque para debido pues ya_que razón causa gracias por_lo_que así_que de_modo_que",
    because="porque debido_a debido_al ya_que puesto_que gracias_a a_causa_de por_culpa_de para",
    says="""dijo dijeron dice dicen declaró declararon afirmó afirmaron afirma anunció anunciaron explicó señaló indicó
    aseguró asegura añadió agregó sostiene sostuvo escribió informó advirtió calcula calculan estima estiman informaron
    advierte advierten explica señala prometió denunció""",
    denies="negó niega negaron desmintió desmiente rechazó rechaza",
    plans="planea planean prevé prevén pretende pretenden piensa",
    according="según de_acuerdo_con en_palabras_de en_opinión_de a_juicio_de",
    according_back="según_él según_ella según_ellos en_su_opinión a_su_juicio según_dijo",
    own="su sus",
    doubts="no_verificado no_confirmado sin_confirmar no_se_pudo_verificar no_ha_sido_confirmado",
    generic="persona personas gente vez veces",
    amounts="mitad tercio cuarto varios varias decenas docena docenas cientos miles muchos ninguno ambos mayoría",
    moments="""después antes durante hasta desde tras próximo último pasado anterior siguiente comienzo principios fin
    finales primavera verano otoño invierno pronto ayer noche tarde mañana mediodía""",
    topics="sobre de del acerca",
    roles="""director directora jefe jefa presidente presidenta ministro ministra alcalde alcaldesa diputado embajador
    portavoz gobernador comandante rector entrenador capitán médico juez fiscal propietario dueño fundador autor
    arquitecto secretario""",
    heads="dirige preside encabeza",
    light="""ser estar hacer hizo hicieron decir dijo hablar habló llamar llamó venir vino vinieron ir tener tuvo dar
    dio tomar tomó lugar ocurrir ocurrió pasar pasó encontrar encuentra situado situada recibir recibió alcanzar
    asciende suma""",
    pronouns="él ella ellos ellas lo le les su sus",
    pointing="esto eso ese esa esos esas este estos allí ahí entonces",
    leads="y e pero bueno",
    who_says="""quién_lo_dice quién_dice_eso quién_lo_dijo quién_dijo_eso quién_lo_afirma quién_afirma_eso según_quién
    cuál_es_la_fuente qué_fuente de_dónde_sale_eso""",
    sure="está_confirmado es_verdad es_cierto de_verdad se_ha_confirmado es_seguro",
    more="más qué_más cuéntame_más dime_más sigue continúa algo_más y_después después",
    definite="el la los las",
    about="de_qué_trata de_qué_habla cuál_es_el_tema",
    article_words="artículo texto noticia trata habla tema",
    that="que",
)
