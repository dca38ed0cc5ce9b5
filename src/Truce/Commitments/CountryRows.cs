namespace Truce.Commitments;

// Rows: alpha-3, alpha-2 (ISO 3166-1:2020), names in English, Ukrainian, French, Russian (Unicode CLDR 44; NOTICE).
internal static class CountryRows
{
    public const string Text = """
EUU|EU|European Union|Європейський Союз|Union européenne|Европейский союз
XKX|XK|Kosovo|Косово|Kosovo|Косово
AND|AD|Andorra|Андорра|Andorre|Андорра
ARE|AE|United Arab Emirates|Обʼєднані Арабські Емірати|Émirats arabes unis|ОАЭ
AFG|AF|Afghanistan|Афганістан|Afghanistan|Афганистан
ATG|AG|Antigua & Barbuda|Антигуа і Барбуда|Antigua-et-Barbuda|Антигуа и Барбуда
AIA|AI|Anguilla|Ангілья|Anguilla|Ангилья
ALB|AL|Albania|Албанія|Albanie|Албания
ARM|AM|Armenia|Вірменія|Arménie|Армения
AGO|AO|Angola|Ангола|Angola|Ангола
ATA|AQ|Antarctica|Антарктика|Antarctique|Антарктида
ARG|AR|Argentina|Аргентина|Argentine|Аргентина
ASM|AS|American Samoa|Американське Самоа|Samoa américaines|Американское Самоа
AUT|AT|Austria|Австрія|Autriche|Австрия
AUS|AU|Australia|Австралія|Australie|Австралия
ABW|AW|Aruba|Аруба|Aruba|Аруба
ALA|AX|Åland Islands|Аландські Острови|Îles Åland|Аландские о-ва
AZE|AZ|Azerbaijan|Азербайджан|Azerbaïdjan|Азербайджан
BIH|BA|Bosnia & Herzegovina|Боснія і Герцеговина|Bosnie-Herzégovine|Босния и Герцеговина
BRB|BB|Barbados|Барбадос|Barbade|Барбадос
BGD|BD|Bangladesh|Бангладеш|Bangladesh|Бангладеш
BEL|BE|Belgium|Бельгія|Belgique|Бельгия
BFA|BF|Burkina Faso|Буркіна-Фасо|Burkina Faso|Буркина-Фасо
BGR|BG|Bulgaria|Болгарія|Bulgarie|Болгария
BHR|BH|Bahrain|Бахрейн|Bahreïn|Бахрейн
BDI|BI|Burundi|Бурунді|Burundi|Бурунди
BEN|BJ|Benin|Бенін|Bénin|Бенин
BLM|BL|St. Barthélemy|Сен-Бартелемі|Saint-Barthélemy|Сен-Бартелеми
BMU|BM|Bermuda|Бермудські Острови|Bermudes|Бермудские о-ва
BRN|BN|Brunei|Бруней|Brunei|Бруней
BOL|BO|Bolivia|Болівія|Bolivie|Боливия
BES|BQ|Caribbean Netherlands|Карибські Нідерланди|Pays-Bas caribéens|Бонэйр, Синт-Эстатиус и Саба
BRA|BR|Brazil|Бразилія|Brésil|Бразилия
BHS|BS|Bahamas|Багамські Острови|Bahamas|Багамы
BTN|BT|Bhutan|Бутан|Bhoutan|Бутан
BVT|BV|Bouvet Island|Острів Буве|Île Bouvet|о-в Буве
BWA|BW|Botswana|Ботсвана|Botswana|Ботсвана
BLR|BY|Belarus|Білорусь|Biélorussie|Беларусь
BLZ|BZ|Belize|Беліз|Belize|Белиз
CAN|CA|Canada|Канада|Canada|Канада
CCK|CC|Cocos (Keeling) Islands|Кокосові (Кілінг) Острови|Îles Cocos|Кокосовые о-ва
COD|CD|Congo - Kinshasa|Конго – Кіншаса|Congo-Kinshasa|Конго - Киншаса
CAF|CF|Central African Republic|Центральноафриканська Республіка|République centrafricaine|Центрально-Африканская Республика
COG|CG|Congo - Brazzaville|Конго – Браззавіль|Congo-Brazzaville|Конго - Браззавиль
CHE|CH|Switzerland|Швейцарія|Suisse|Швейцария
CIV|CI|Côte d’Ivoire|Кот-дʼІвуар|Côte d’Ivoire|Кот-д’Ивуар
COK|CK|Cook Islands|Острови Кука|Îles Cook|о-ва Кука
CHL|CL|Chile|Чилі|Chili|Чили
CMR|CM|Cameroon|Камерун|Cameroun|Камерун
CHN|CN|China|Китай|Chine|Китай
COL|CO|Colombia|Колумбія|Colombie|Колумбия
CRI|CR|Costa Rica|Коста-Рика|Costa Rica|Коста-Рика
CUB|CU|Cuba|Куба|Cuba|Куба
CPV|CV|Cape Verde|Кабо-Верде|Cap-Vert|Кабо-Верде
CUW|CW|Curaçao|Кюрасао|Curaçao|Кюрасао
CXR|CX|Christmas Island|Острів Різдва|Île Christmas|о-в Рождества
CYP|CY|Cyprus|Кіпр|Chypre|Кипр
CZE|CZ|Czechia|Чехія|Tchéquie|Чехия
DEU|DE|Germany|Німеччина|Allemagne|Германия
DJI|DJ|Djibouti|Джибуті|Djibouti|Джибути
DNK|DK|Denmark|Данія|Danemark|Дания
DMA|DM|Dominica|Домініка|Dominique|Доминика
DOM|DO|Dominican Republic|Домініканська Республіка|République dominicaine|Доминиканская Республика
DZA|DZ|Algeria|Алжир|Algérie|Алжир
ECU|EC|Ecuador|Еквадор|Équateur|Эквадор
EST|EE|Estonia|Естонія|Estonie|Эстония
EGY|EG|Egypt|Єгипет|Égypte|Египет
ESH|EH|Western Sahara|Західна Сахара|Sahara occidental|Западная Сахара
ERI|ER|Eritrea|Еритрея|Érythrée|Эритрея
ESP|ES|Spain|Іспанія|Espagne|Испания
ETH|ET|Ethiopia|Ефіопія|Éthiopie|Эфиопия
FIN|FI|Finland|Фінляндія|Finlande|Финляндия
FJI|FJ|Fiji|Фіджі|Fidji|Фиджи
FLK|FK|Falkland Islands|Фолклендські Острови|Îles Malouines|Фолклендские о-ва
FSM|FM|Micronesia|Мікронезія|Micronésie|Федеративные Штаты Микронезии
FRO|FO|Faroe Islands|Фарерські Острови|Îles Féroé|Фарерские о-ва
FRA|FR|France|Франція|France|Франция
GAB|GA|Gabon|Габон|Gabon|Габон
GBR|GB|United Kingdom|Велика Британія|Royaume-Uni|Великобритания
GRD|GD|Grenada|Гренада|Grenade|Гренада
GEO|GE|Georgia|Грузія|Géorgie|Грузия
GUF|GF|French Guiana|Французька Гвіана|Guyane française|Французская Гвиана
GGY|GG|Guernsey|Гернсі|Guernesey|Гернси
GHA|GH|Ghana|Гана|Ghana|Гана
GIB|GI|Gibraltar|Гібралтар|Gibraltar|Гибралтар
GRL|GL|Greenland|Гренландія|Groenland|Гренландия
GMB|GM|Gambia|Гамбія|Gambie|Гамбия
GIN|GN|Guinea|Гвінея|Guinée|Гвинея
GLP|GP|Guadeloupe|Гваделупа|Guadeloupe|Гваделупа
GNQ|GQ|Equatorial Guinea|Екваторіальна Гвінея|Guinée équatoriale|Экваториальная Гвинея
GRC|GR|Greece|Греція|Grèce|Греция
SGS|GS|South Georgia & South Sandwich Islands|Південна Джорджія та Південні Сандвічеві Острови|Géorgie du Sud-et-les Îles Sandwich du Sud|Южная Георгия и Южные Сандвичевы о-ва
GTM|GT|Guatemala|Гватемала|Guatemala|Гватемала
GUM|GU|Guam|Гуам|Guam|Гуам
GNB|GW|Guinea-Bissau|Гвінея-Бісау|Guinée-Bissau|Гвинея-Бисау
GUY|GY|Guyana|Гаяна|Guyana|Гайана
HKG|HK|Hong Kong SAR China|Гонконг, ОАР Китаю|R.A.S. chinoise de Hong Kong|Гонконг (САР)
HMD|HM|Heard & McDonald Islands|Острови Герд і Макдоналд|Îles Heard-et-MacDonald|о-ва Херд и Макдональд
HND|HN|Honduras|Гондурас|Honduras|Гондурас
HRV|HR|Croatia|Хорватія|Croatie|Хорватия
HTI|HT|Haiti|Гаїті|Haïti|Гаити
HUN|HU|Hungary|Угорщина|Hongrie|Венгрия
IDN|ID|Indonesia|Індонезія|Indonésie|Индонезия
IRL|IE|Ireland|Ірландія|Irlande|Ирландия
ISR|IL|Israel|Ізраїль|Israël|Израиль
IMN|IM|Isle of Man|Острів Мен|Île de Man|о-в Мэн
IND|IN|India|Індія|Inde|Индия
IOT|IO|British Indian Ocean Territory|Британська територія в Індійському океані|Territoire britannique de l’océan Indien|Британская территория в Индийском океане
IRQ|IQ|Iraq|Ірак|Irak|Ирак
IRN|IR|Iran|Іран|Iran|Иран
ISL|IS|Iceland|Ісландія|Islande|Исландия
ITA|IT|Italy|Італія|Italie|Италия
JEY|JE|Jersey|Джерсі|Jersey|Джерси
JAM|JM|Jamaica|Ямайка|Jamaïque|Ямайка
JOR|JO|Jordan|Йорданія|Jordanie|Иордания
JPN|JP|Japan|Японія|Japon|Япония
KEN|KE|Kenya|Кенія|Kenya|Кения
KGZ|KG|Kyrgyzstan|Киргизстан|Kirghizstan|Киргизия
KHM|KH|Cambodia|Камбоджа|Cambodge|Камбоджа
KIR|KI|Kiribati|Кірибаті|Kiribati|Кирибати
COM|KM|Comoros|Комори|Comores|Коморы
KNA|KN|St. Kitts & Nevis|Сент-Кітс і Невіс|Saint-Christophe-et-Niévès|Сент-Китс и Невис
PRK|KP|North Korea|Північна Корея|Corée du Nord|КНДР
KOR|KR|South Korea|Південна Корея|Corée du Sud|Республика Корея
KWT|KW|Kuwait|Кувейт|Koweït|Кувейт
CYM|KY|Cayman Islands|Кайманові Острови|Îles Caïmans|о-ва Кайман
KAZ|KZ|Kazakhstan|Казахстан|Kazakhstan|Казахстан
LAO|LA|Laos|Лаос|Laos|Лаос
LBN|LB|Lebanon|Ліван|Liban|Ливан
LCA|LC|St. Lucia|Сент-Люсія|Sainte-Lucie|Сент-Люсия
LIE|LI|Liechtenstein|Ліхтенштейн|Liechtenstein|Лихтенштейн
LKA|LK|Sri Lanka|Шрі-Ланка|Sri Lanka|Шри-Ланка
LBR|LR|Liberia|Ліберія|Liberia|Либерия
LSO|LS|Lesotho|Лесото|Lesotho|Лесото
LTU|LT|Lithuania|Литва|Lituanie|Литва
LUX|LU|Luxembourg|Люксембург|Luxembourg|Люксембург
LVA|LV|Latvia|Латвія|Lettonie|Латвия
LBY|LY|Libya|Лівія|Libye|Ливия
MAR|MA|Morocco|Марокко|Maroc|Марокко
MCO|MC|Monaco|Монако|Monaco|Монако
MDA|MD|Moldova|Молдова|Moldavie|Молдова
MNE|ME|Montenegro|Чорногорія|Monténégro|Черногория
MAF|MF|St. Martin|Сен-Мартен|Saint-Martin|Сен-Мартен
MDG|MG|Madagascar|Мадагаскар|Madagascar|Мадагаскар
MHL|MH|Marshall Islands|Маршаллові Острови|Îles Marshall|Маршалловы о-ва
MKD|MK|North Macedonia|Північна Македонія|Macédoine du Nord|Северная Македония
MLI|ML|Mali|Малі|Mali|Мали
MMR|MM|Myanmar (Burma)|Мʼянма (Бірма)|Myanmar (Birmanie)|Мьянма (Бирма)
MNG|MN|Mongolia|Монголія|Mongolie|Монголия
MAC|MO|Macao SAR China|Макао, ОАР Китаю|R.A.S. chinoise de Macao|Макао (САР)
MNP|MP|Northern Mariana Islands|Північні Маріанські Острови|Îles Mariannes du Nord|Северные Марианские о-ва
MTQ|MQ|Martinique|Мартиніка|Martinique|Мартиника
MRT|MR|Mauritania|Мавританія|Mauritanie|Мавритания
MSR|MS|Montserrat|Монтсеррат|Montserrat|Монтсеррат
MLT|MT|Malta|Мальта|Malte|Мальта
MUS|MU|Mauritius|Маврикій|Maurice|Маврикий
MDV|MV|Maldives|Мальдіви|Maldives|Мальдивы
MWI|MW|Malawi|Малаві|Malawi|Малави
MEX|MX|Mexico|Мексика|Mexique|Мексика
MYS|MY|Malaysia|Малайзія|Malaisie|Малайзия
MOZ|MZ|Mozambique|Мозамбік|Mozambique|Мозамбик
NAM|NA|Namibia|Намібія|Namibie|Намибия
NCL|NC|New Caledonia|Нова Каледонія|Nouvelle-Calédonie|Новая Каледония
NER|NE|Niger|Нігер|Niger|Нигер
NFK|NF|Norfolk Island|Острів Норфолк|Île Norfolk|о-в Норфолк
NGA|NG|Nigeria|Нігерія|Nigeria|Нигерия
NIC|NI|Nicaragua|Нікарагуа|Nicaragua|Никарагуа
NLD|NL|Netherlands|Нідерланди|Pays-Bas|Нидерланды
NOR|NO|Norway|Норвегія|Norvège|Норвегия
NPL|NP|Nepal|Непал|Népal|Непал
NRU|NR|Nauru|Науру|Nauru|Науру
NIU|NU|Niue|Ніуе|Niue|Ниуэ
NZL|NZ|New Zealand|Нова Зеландія|Nouvelle-Zélande|Новая Зеландия
OMN|OM|Oman|Оман|Oman|Оман
PAN|PA|Panama|Панама|Panama|Панама
PER|PE|Peru|Перу|Pérou|Перу
PYF|PF|French Polynesia|Французька Полінезія|Polynésie française|Французская Полинезия
PNG|PG|Papua New Guinea|Папуа-Нова Гвінея|Papouasie-Nouvelle-Guinée|Папуа — Новая Гвинея
PHL|PH|Philippines|Філіппіни|Philippines|Филиппины
PAK|PK|Pakistan|Пакистан|Pakistan|Пакистан
POL|PL|Poland|Польща|Pologne|Польша
SPM|PM|St. Pierre & Miquelon|Сен-Пʼєр і Мікелон|Saint-Pierre-et-Miquelon|Сен-Пьер и Микелон
PCN|PN|Pitcairn Islands|Острови Піткерн|Îles Pitcairn|о-ва Питкэрн
PRI|PR|Puerto Rico|Пуерто-Рико|Porto Rico|Пуэрто-Рико
PSE|PS|Palestinian Territories|Палестинські території|Territoires palestiniens|Палестинские территории
PRT|PT|Portugal|Португалія|Portugal|Португалия
PLW|PW|Palau|Палау|Palaos|Палау
PRY|PY|Paraguay|Парагвай|Paraguay|Парагвай
QAT|QA|Qatar|Катар|Qatar|Катар
REU|RE|Réunion|Реюньйон|La Réunion|Реюньон
ROU|RO|Romania|Румунія|Roumanie|Румыния
SRB|RS|Serbia|Сербія|Serbie|Сербия
RUS|RU|Russia|Росія|Russie|Россия
RWA|RW|Rwanda|Руанда|Rwanda|Руанда
SAU|SA|Saudi Arabia|Саудівська Аравія|Arabie saoudite|Саудовская Аравия
SLB|SB|Solomon Islands|Соломонові Острови|Îles Salomon|Соломоновы о-ва
SYC|SC|Seychelles|Сейшельські Острови|Seychelles|Сейшельские о-ва
SDN|SD|Sudan|Судан|Soudan|Судан
SWE|SE|Sweden|Швеція|Suède|Швеция
SGP|SG|Singapore|Сінгапур|Singapour|Сингапур
SHN|SH|St. Helena|Острів Святої Єлени|Sainte-Hélène|о-в Св. Елены
SVN|SI|Slovenia|Словенія|Slovénie|Словения
SJM|SJ|Svalbard & Jan Mayen|Шпіцберген та Ян-Маєн|Svalbard et Jan Mayen|Шпицберген и Ян-Майен
SVK|SK|Slovakia|Словаччина|Slovaquie|Словакия
SLE|SL|Sierra Leone|Сьєрра-Леоне|Sierra Leone|Сьерра-Леоне
SMR|SM|San Marino|Сан-Марино|Saint-Marin|Сан-Марино
SEN|SN|Senegal|Сенегал|Sénégal|Сенегал
SOM|SO|Somalia|Сомалі|Somalie|Сомали
SUR|SR|Suriname|Суринам|Suriname|Суринам
SSD|SS|South Sudan|Південний Судан|Soudan du Sud|Южный Судан
STP|ST|São Tomé & Príncipe|Сан-Томе і Принсіпі|Sao Tomé-et-Principe|Сан-Томе и Принсипи
SLV|SV|El Salvador|Сальвадор|Salvador|Сальвадор
SXM|SX|Sint Maarten|Сінт-Мартен|Saint-Martin (partie néerlandaise)|Синт-Мартен
SYR|SY|Syria|Сирія|Syrie|Сирия
SWZ|SZ|Eswatini|Есватіні|Eswatini|Эсватини
TCA|TC|Turks & Caicos Islands|Острови Теркс і Кайкос|Îles Turques-et-Caïques|Тёркс и Кайкос
TCD|TD|Chad|Чад|Tchad|Чад
ATF|TF|French Southern Territories|Французькі Південні Території|Terres australes françaises|Французские Южные территории
TGO|TG|Togo|Того|Togo|Того
THA|TH|Thailand|Таїланд|Thaïlande|Таиланд
TJK|TJ|Tajikistan|Таджикистан|Tadjikistan|Таджикистан
TKL|TK|Tokelau|Токелау|Tokelau|Токелау
TLS|TL|Timor-Leste|Тимор-Лешті|Timor oriental|Восточный Тимор
TKM|TM|Turkmenistan|Туркменістан|Turkménistan|Туркменистан
TUN|TN|Tunisia|Туніс|Tunisie|Тунис
TON|TO|Tonga|Тонга|Tonga|Тонга
TUR|TR|Türkiye|Туреччина|Turquie|Турция
TTO|TT|Trinidad & Tobago|Тринідад і Тобаго|Trinité-et-Tobago|Тринидад и Тобаго
TUV|TV|Tuvalu|Тувалу|Tuvalu|Тувалу
TWN|TW|Taiwan|Тайвань|Taïwan|Тайвань
TZA|TZ|Tanzania|Танзанія|Tanzanie|Танзания
UKR|UA|Ukraine|Україна|Ukraine|Украина
UGA|UG|Uganda|Уганда|Ouganda|Уганда
UMI|UM|U.S. Outlying Islands|Віддалені острови США|Îles mineures éloignées des États-Unis|Внешние малые о-ва (США)
USA|US|United States|Сполучені Штати|États-Unis|Соединенные Штаты
URY|UY|Uruguay|Уругвай|Uruguay|Уругвай
UZB|UZ|Uzbekistan|Узбекистан|Ouzbékistan|Узбекистан
VAT|VA|Vatican City|Ватикан|État de la Cité du Vatican|Ватикан
VCT|VC|St. Vincent & Grenadines|Сент-Вінсент і Гренадіни|Saint-Vincent-et-les Grenadines|Сент-Винсент и Гренадины
VEN|VE|Venezuela|Венесуела|Venezuela|Венесуэла
VGB|VG|British Virgin Islands|Британські Віргінські острови|Îles Vierges britanniques|Виргинские о-ва (Великобритания)
VIR|VI|U.S. Virgin Islands|Віргінські Острови (США)|Îles Vierges des États-Unis|Виргинские о-ва (США)
VNM|VN|Vietnam|Вʼєтнам|Viêt Nam|Вьетнам
VUT|VU|Vanuatu|Вануату|Vanuatu|Вануату
WLF|WF|Wallis & Futuna|Уолліс і Футуна|Wallis-et-Futuna|Уоллис и Футуна
WSM|WS|Samoa|Самоа|Samoa|Самоа
YEM|YE|Yemen|Ємен|Yémen|Йемен
MYT|YT|Mayotte|Майотта|Mayotte|Майотта
ZAF|ZA|South Africa|Південно-Африканська Республіка|Afrique du Sud|Южно-Африканская Республика
ZMB|ZM|Zambia|Замбія|Zambie|Замбия
ZWE|ZW|Zimbabwe|Зімбабве|Zimbabwe|Зимбабве
""";
}
