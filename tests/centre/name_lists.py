"""Common given and family names of the region in the spellings that lists use, written for these tests.

Names are put together at random, so no row is a person. Each line: spellings in Latin letters (English,
French, Turkish), in Arabic letters, in Russian.
"""

import random
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_GIVEN = """
Muhammad Mohammed Mohamad Mohamed | محمد مُحَمَّد | Мухаммед Мохаммад Мухаммад
Mahmud Mahmoud Mahmut | محمود | Махмуд
Ahmad Ahmed Ahmet | أحمد احمد | Ахмад Ахмед
Hamid Hameed | حميد | Хамид
Hasan Hassan | حسن حَسَن | Хасан
Husayn Hussein Hussain Hüseyin Houssein | حسين | Хусейн Хуссейн
Ali Aly | علي | Али
Alaa Ala | علاء | Аля Алаа
Khalid Khaled Halit | خالد خَالِد | Халид Халед
Walid Waleed Velid Oualid | وليد | Валид
Yusuf Youssef Yousef | يوسف | Юсуф Юсеф
Yunus Younes Yunis | يونس | Юнус Юнис
Ibrahim Ibraheem İbrahim | إبراهيم ابراهيم | Ибрахим
Ismail Ismael İsmail | إسماعيل اسماعيل | Исмаил
Umar Omar Ömer | عمر عُمَر | Умар Омар
Amr Amro | عمرو | Амр
Uthman Othman Osman | عثمان | Усман Осман
Jamal Djamel Cemal Gamal | جمال | Джамаль Джамал
Kamal Kemal Kamel | كمال | Камаль Кемаль
Kamil Kâmil | كامل | Камиль
Salim Salem Selim | سالم سليم | Салим Салем
Samir Sameer Semir | سمير سَمِير | Самир
Amir Ameer Emir | أمير | Амир
Sami Samy | سامي | Сами
Tariq Tarek Tarık | طارق | Тарик
Faris Fares | فارس | Фарис
Firas Feras | فراس | Фирас
Rashid Rachid Reşit | رشيد | Рашид
Rashad Reşat | رشاد | Рашад
Nasir Nasser Nâsır | ناصر | Насир Насер
Nizar Nezar | نزار | Низар
Ziyad Ziad | زياد | Зияд Зиад
Zayd Zaid Zeyd | زيد | Зейд Зайд
Bilal Belal | بلال | Билаль
Jafar Jaafar Cafer Djaafar | جعفر | Джафар
Qasim Kasim Kassem Qassem | قاسم | Касим Касем
Abdullah Abdallah Abdulla | عبدالله | Абдулла Абдаллах
Abdulrahman Abdelrahman Abdurrahman | عبدالرحمن | Абдуррахман Абдулрахман
Abdulkarim Abdelkarim | عبدالكريم | Абдулкарим
Murad Mourad | مراد | Мурад
Rustam Rostam Rüstem | رستم | Рустам
Farhad Ferhat | فرهاد | Фархад
Bahram Behram | بهرام | Бахрам
Parviz Perviz Parwiz | پرویز برويز | Парвиз
Jamshid Cemşid Djamchid | جمشيد | Джамшид
Ghassan Gassan | غسان غَسَّان | Гассан
Adnan Adnane | عدنان | Аднан
Marwan Merouane Mervan | مروان | Марван
Imad Emad İmad | عماد | Имад
Isam Essam Issam | عصام | Исам
Hisham Hicham Hişam | هشام | Хишам
Haytham Haitham Heysem | هيثم | Хайсам
Luay Louay Loay | لؤي | Луай
Mazin Mazen | مازن | Мазин Мазен
Mundhir Munzer Mounzer | منذر | Мунзир
Raid Raed | رائد | Раид
Shadi Chadi Şadi | شادي | Шади
Yahya Yehya Yahia | يحيى | Яхья
Zakariya Zakaria Zekeriya | زكريا زكرياء | Закария
Anas Enes | أنس انس | Анас
Ayman Aymen Eymen | أيمن ايمن | Айман
Basil Bassel Basel | باسل | Басиль
Dawud Daoud Davut | داود داوود | Дауд
Fuad Fouad Fuat | فؤاد | Фуад
Ghazi Gazi | غازي | Гази
Idris Edris İdris | إدريس ادريس | Идрис
Jihad Cihat Djihad | جهاد | Джихад
Lutfi Lotfi | لطفي | Лутфи
Fatima Fatma Fatimah | فاطمة | Фатима
Maryam Mariam Meryem | مريم | Марьям Мариам
Aisha Ayse Aicha | عائشة | Айша
Layla Leila Leyla | ليلى | Лейла
Hanan Hanane | حنان | Ханан
Iman Eman | إيمان | Иман
Nour Nur Noor | نور | Нур
"""
_FAMILY = """
Halabi Halaby al-Halabi | حلبي الحلبي | Халаби аль-Халаби
Hamawi Hamwi al-Hamwi | حموي الحموي | Хамви
Idlibi Idlebi | إدلبي | Идлиби
Homsi Humsi al-Homsi | حمصي | Хомси
Shami Chami al-Shami | شامي الشامي | Шами
Haddad Hadad al-Haddad | حداد الحداد حَدَّاد | Хаддад
Hamdan Hamdane | حمدان | Хамдан
Najjar Nadjar Neccar al-Najjar | نجار النجار | Наджар Наджжар
Khatib Khateeb Hatip al-Khatib | خطيب الخطيب | Хатиб
Khalil Khaleel Halil | خليل | Халиль
Darwish Darwich Derviş | درويش | Дарвиш
Sabbagh Sabagh | صباغ | Саббаг
Qabbani Kabbani | قباني | Каббани
Kurdi Kourdi | كردي | Курди
Turkmani Turkmeni | تركماني | Туркмани
Jaziri Jazairi Cezayirli | جزائري | Джазаири
Masri Misri al-Masri | مصري المصري | Масри
Rifai Rifaee al-Rifai | رفاعي | Рифаи
Sayyid Sayed Seyyid | سيد | Сайид Сейид
Saadi Sadi | سعدي | Саади
Saidi Saeedi | سعيدي | Саиди
Tawil Taouil Tawil | طويل طَوِيل | Тавиль
Qadir Kadir al-Qadir | قادر | Кадир
Zahir Zaher Dhaher | ظاهر | Захир
Zuhayr Zouheir Zuheyr | زهير | Зухейр
Barakat Berakat | بركات | Баракат
Bakri Bekri | بكري | Бакри
Ghanim Ghanem | غانم | Ганим Ганем
Ghazal Ghazzal | غزال | Газаль
Jabr Jaber Cabir | جابر | Джабер
Jundi Joundi | جندي | Джунди
Mansur Mansour | منصور | Мансур
Mustafa Mostafa Moustafa | مصطفى | Мустафа
Nasr Nassr | نصر | Наср
Othmani Osmani | عثماني | Усмани
Shaykh Sheikh Cheikh Şeyh | شيخ | Шейх
Sulayman Suleiman Süleyman Souleiman | سليمان | Сулейман
Yasin Yassin Yasine | ياسين | Ясин
Yusufi Yousefi | يوسفي | Юсуфи
Zaydan Zidan Zeidan | زيدان | Зейдан
Ansari Ensari al-Ansari | أنصاري الأنصاري | Ансари
Asadi Assadi Esedi | أسدي الأسدي | Асади
Baghdadi Bagdadi | بغدادي البغدادي | Багдади
Daghestani Dağıstani | داغستاني | Дагестани
Dimashqi Dimashki | دمشقي الدمشقي | Димашки
Ghazali Gazali | غزالي الغزالي | Газали
Hashimi Hashemi Haşimi | هاشمي الهاشمي | Хашими
Hijazi Hicazi Hedjazi | حجازي الحجازي | Хиджази
Husayni Husseini Hüseyni | حسيني الحسيني | Хусейни
Isfahani Esfahani | اصفهانی أصفهاني | Исфахани
Jabbar Cabbar Djabbar | جبار | Джаббар
Kashani Kachani Kaşani | کاشانی كاشاني | Кашани
Mahdi Mehdi al-Mahdi | مهدي المهدي | Махди
Maliki Maleki al-Maliki | مالكي المالكي | Малики
Maqdisi Makdisi | مقدسي المقدسي | Макдиси
Nabulsi Naboulsi | نابلسي | Набулси
Qudsi Kudsi | قدسي القدسي | Кудси
Rahmani Rehmani | رحماني | Рахмани
Safadi Safedi | صفدي الصفدي | Сафади
Shirazi Chirazi Şirazi | شيرازي | Ширази
Tabrizi Tebrizi | تبريزي | Тебризи
Tarabulsi Trabulsi Tarabulusi | طرابلسي | Тарабулси
Turki Türki | تركي | Турки
Zubi Zoubi al-Zoubi | زعبي الزعبي | Зуби
Qasimi Kasimi al-Qasimi | قاسمي القاسمي | Касими
"""

Spellings = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _read(lines: str) -> list[Spellings]:
    rows = [[part.split() for part in line.split("|")] for line in lines.strip().splitlines()]
    return [(tuple(latin), tuple(arabic), tuple(russian)) for latin, arabic, russian in rows]


GIVEN, FAMILY = _read(_GIVEN), _read(_FAMILY)
MEN = 68
"""So many of the given names, from the first, are men's: fathers are drawn from them."""
Person = tuple[int, int, int]
"""Given name, father's name, family name, by their places in the lists."""


def written(person: Person, draw: random.Random) -> str:
    """A spelling of the person's name in one script, at times without the father's, with bin, or with the
    family's name first."""
    script = draw.choice([0, 0, 1, 1, 2])
    given, father, family = (draw.choice(names[script]) for names in
                             (GIVEN[person[0]], GIVEN[person[1]], FAMILY[person[2]]))  # fmt: skip
    middle = draw.choice([f"{father} ", f"{father} ", "", ("bin ", "بن ", "бен ")[script] + f"{father} "])
    return f"{family}, {given} {middle}".strip() if draw.random() < 0.1 else f"{given} {middle}{family}"


def near(given: int, among: Sequence[int], draw: random.Random) -> int:
    """One of the three names that are spelled most like that one in Latin letters, but another name."""
    own = GIVEN[given][0][0].lower()
    others = [each for each in among if each != given]
    others.sort(key=lambda each: -SequenceMatcher(None, own, GIVEN[each][0][0].lower()).ratio())
    return draw.choice(others[:3])


def pairs(seed: int, number: int, half: int) -> Iterator[tuple[str, str, bool]]:
    """Pairs of full names and whether they are of one person. Half are; most of the others are hard: a
    brother (same father and family), often with a name that is nearly the same, or a cousin. `half` 0 or 1:
    of which half of the lists, so that what was fitted on one is measured on names it never saw."""
    draw = random.Random(seed)
    men, families = range(half, MEN, 2), range(half, len(FAMILY), 2)
    for n in range(number):
        one = (draw.choice(men), draw.choice(men), draw.choice(families))
        other = one
        if n % 2:
            kind = draw.choice(["brother", "near", "cousin", "stranger"])
            while other == one:
                other = {
                    "near": (near(one[0], men, draw), one[1], one[2]),
                    "brother": (draw.choice(men), one[1], one[2]),
                    "cousin": (one[0], draw.choice(men), draw.choice(families)),
                    "stranger": (draw.choice(men), draw.choice(men), draw.choice(families)),
                }[kind]
        yield written(one, draw), written(other, draw), one == other
