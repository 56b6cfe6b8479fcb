"""Names of invented people, by where their families came from; the young and the old have different first names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Names and looks of one community: first names (older, younger) of women and men, surnames, skin, languages."""

    older: dict[str, str]
    younger: dict[str, str]
    surnames: str
    skin: str
    speaks: tuple[str, ...] = ()
    curled: bool = False
    covers: float = 0.0


ENGLISH = Origin(
    older={
        "f": "Maureen Sheila Brenda Pauline Christine Janet Barbara Linda Susan Carol Jean Pat Margaret Valerie Wendy "
        "Gillian Hilary Judith Marion Rosemary Kathleen Jacqueline Lynne Denise Elaine Lesley Sandra Glenys Avril "
        "Beryl Yvonne Diane",
        "m": "Keith Brian Malcolm Derek Roger Trevor Alan Barry Clive Geoff Graham Colin Terry Ray Stuart Nigel Roy "
        "Dennis Ken Martin Philip Gordon Neville Howard Vince Les Ron Maurice",
    },
    younger={
        "f": "Emma Rachel Kelly Joanne Hannah Laura Gemma Becky Charlotte Lucy Amy Jess Holly Megan Zoe Natalie "
        "Kirsty Stacey Heather Abigail Nicola Tamsin Beth Leanne Ruth Alice Steph Claire Donna Hayley Katie Sophie",
        "m": "Matt Daniel Chris Luke Adam Jamie Lee Craig Dean Ryan Ben Josh Simon Andy Gareth Ollie Callum Scott "
        "Aaron Sam Darren Toby Will Joe Nathan Rob Wayne Lewis",
    },
    surnames="Ashworth Barlow Bramall Clegg Dunstan Elliott Fairhurst Garside Hallam Ibbotson Jessop Kirkby Lomas "
    "Marriott Naylor Oldroyd Pickering Rowbotham Stannard Thackray Underhill Varley Wagstaff Yardley Birtles Cope "
    "Dobson Exton Furniss Gaunt Hibbert Ingleby Kettle Lathbury Meakin Northcott Oakes Plumb Raven Shelton Towle "
    "Vickers Wetherall Allsop Bostock Chard Dyer Ellery Fry Gould Hembrow Loveridge Meaker Norris Osmond Parsons "
    "Quick Rendell Stuckey Tucker Vowles Winslade Coombes Denman Foxwell Hodder Maltby Pell Renshaw Sibley Tagg "
    "Widdowson Hufton Beardall Cutts Frost Greasley Holroyd Lister Mallinson Crabtree Dewhirst Firth Greenwood "
    "Hebden Illingworth Kaye Moxon Nettleton Popplewell Rushworth Sugden Tordoff Womersley Bagshaw Whitlam",
    skin="pale",
)
CARIBBEAN = Origin(
    older={"f": "Beverley Sonia Marcia Claudette Hyacinth Pearl Marva Merlene Gloria Yvette",
           "m": "Winston Delroy Everton Carlton Vernon Lloyd Errol Clifton"},
    younger={"f": "Shanice Keisha Jade Natasha Simone Chantelle Renée Monique",
             "m": "Marlon Jermaine Curtis Reece Tyrone Andre Nathaniel Leon"},
    surnames="Campbell Grant Palmer Francis Daley Samuels Brathwaite Gordon Blake Henry Reid Dacosta Morrison Bennett "
    "Wray Lindo Pinnock",
    skin="dark", curled=True,
)  # fmt: skip
PUNJABI = Origin(
    older={"f": "Surinder Kulwant Manjit Balbir", "m": "Gurdev Mohinder Satnam Balwinder"},
    younger={"f": "Harpreet Jaspreet Sukhi Amandeep", "m": "Gurpreet Jaspal Manvir Sukhdev"},
    surnames="Sandhu Dhillon Bains Sidhu Dhaliwal Grewal Johal Sohal",
    skin="brown", speaks=("pa", "hi"), covers=0.6,
)  # fmt: skip
PAKISTANI = Origin(
    older={"f": "Nasreen Rehana Shamim Zubaida", "m": "Rashid Bashir Mahmood Tariq"},
    younger={"f": "Aisha Sana Nadia Saima Zara Farah Humaira", "m": "Imran Bilal Kamran Faisal Adeel Nadeem"},
    surnames="Khan Hussain Ahmed Chaudhry Rahman Mahmood Akhtar Malik Iqbal Aslam Mirza",
    skin="brown", speaks=("ur", "pa"), covers=0.5,
)  # fmt: skip
GUJARATI = Origin(
    older={"f": "Pushpa Hansa Manjula", "m": "Ramesh Kishor Dinesh"},
    younger={"f": "Priya Meena Rupal Bhavna", "m": "Sunil Amit Ravi Hitesh"},
    surnames="Patel Mistry Solanki Parmar Desai Chauhan",
    skin="brown", speaks=("gu", "hi"),
)  # fmt: skip
POLISH = Origin(
    older={"f": "Danuta Halina Grażyna Elżbieta", "m": "Zbigniew Jerzy Andrzej Ryszard"},
    younger={"f": "Agnieszka Kasia Magda Monika Ewa Dorota Joanna Beata Iwona",
             "m": "Tomasz Piotr Marcin Paweł Jacek Łukasz Krzysztof"},
    surnames="Nowak Wójcik Zielińska|Zieliński Kaczmarek Mazur Krawczyk Dudek Pawlak Sikora Baran Wrona Lis "
    "Malinowska|Malinowski Górska|Górski",
    skin="pale", speaks=("pl",),
)  # fmt: skip
SOMALI = Origin(
    older={"f": "Halima Sahra Khadija", "m": "Yusuf Abdi Hassan"},
    younger={"f": "Hodan Ifrah Ayaan Fartun Nimco", "m": "Mahad Liban Zakaria"},
    surnames="Warsame Farah Jama Abdullahi Omar Nur Hersi Duale",
    skin="dark", speaks=("so", "ar"), curled=True, covers=1.0,
)  # fmt: skip
ITALIAN = Origin(
    older={"f": "Carmela Antonella Graziella", "m": "Franco Pasquale Enzo"},
    younger={"f": "Daniela Francesca Gina", "m": "Marco Luca Dario"},
    surnames="Ferri Rizzo Esposito Gallo Marchetti Capaldi Valente Greco",
    skin="olive", speaks=("it",),
)  # fmt: skip
NIGERIAN = Origin(
    older={"f": "Folake Comfort Patience", "m": "Emeka Babatunde Sunday"},
    younger={"f": "Ngozi Blessing Funmi Chioma Temi", "m": "Tunde Chidi Femi Ifeanyi"},
    surnames="Okafor Adeyemi Eze Balogun Nwosu Adebayo Okoro Ogunleye Obi",
    skin="dark", speaks=("yo", "ig"), curled=True,
)  # fmt: skip
IRISH = Origin(
    older={"f": "Bridie Noreen Philomena Breda", "m": "Eamonn Declan Brendan Pat"},
    younger={"f": "Siobhán Aoife Orla Niamh", "m": "Conor Ciarán Donal"},
    surnames="Gallagher Moran Duffy Keane Hennessy Brannigan Flaherty Tierney Scanlon",
    skin="pale",
)
ROMA = Origin(
    older={"f": "Marta Božena", "m": "Ján Viktor"},
    younger={"f": "Denisa Lenka Ivana", "m": "Roman Marek"},
    surnames="Horváth Balog Danko Kováč Lakatos Čonka",
    skin="olive",
)
CHINESE = Origin(
    older={"f": "Mei-Ling Suk-Yee", "m": "Kwok Wing"},
    younger={"f": "Vivian Lily Yan Grace", "m": "Jason Raymond Kelvin"},
    surnames="Wong Cheung Lau Chan Ng Tse Leung Kwan",
    skin="east",
    speaks=("zh",),
)
UKRAINIAN = Origin(
    older={"f": "Halyna Nadiia", "m": "Mykola Bohdan"},
    younger={"f": "Oksana Iryna Olena", "m": "Taras Andriy"},
    surnames="Kovalenko Bondarenko Tkachenko Shevchuk Melnyk",
    skin="pale", speaks=("uk",),
)  # fmt: skip
ERITREAN = Origin(
    older={"f": "Letebrhan Tsega", "m": "Tesfay Habtom"},
    younger={"f": "Selam Rahwa Feven", "m": "Filmon Yonas"},
    surnames="Haile Tekle Ghebre Berhane Tesfamariam",
    skin="dark", speaks=("ti",), curled=True,
)  # fmt: skip
IRANIAN = Origin(
    older={"f": "Parvin Shahla", "m": "Hossein Bahram"},
    younger={"f": "Leila Shirin", "m": "Reza Arash"},
    surnames="Ahmadi Karimi Rostami Farahani",
    skin="olive",
    speaks=("fa",),
)
PORTUGUESE = Origin(
    older={"f": "Fátima Graça", "m": "Joaquim Rui"},
    younger={"f": "Inês Sónia", "m": "Nuno Tiago"},
    surnames="Ferreira Freitas Nóbrega Teixeira",
    skin="olive",
    speaks=("pt",),
)
ROMANIAN = Origin(
    older={"f": "Rodica Mariana", "m": "Gheorghe Ion"},
    younger={"f": "Ioana Alina Cristina", "m": "Mihai Bogdan"},
    surnames="Popescu Ionescu Munteanu Dobre Stan Rusu",
    skin="olive",
    speaks=("ro",),
)
ORIGINS = {
    "english": ENGLISH, "caribbean": CARIBBEAN, "punjabi": PUNJABI, "pakistani": PAKISTANI,
    "gujarati": GUJARATI, "polish": POLISH, "somali": SOMALI,
    "italian": ITALIAN, "nigerian": NIGERIAN, "irish": IRISH, "roma": ROMA, "chinese": CHINESE,
    "ukrainian": UKRAINIAN, "eritrean": ERITREAN, "iranian": IRANIAN, "portuguese": PORTUGUESE, "romanian": ROMANIAN,
}  # fmt: skip
