"""Where the invented enterprises are: real towns with the postcodes that they have, and halls that do not exist."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A town or part of one, the beginnings of its postcodes, and how many enterprises it tends to have."""

    town: str
    postcodes: tuple[str, ...]
    weight: int = 2


@dataclass(frozen=True)
class Area:
    """Where several enterprises are: the codes of its councils, how its phone numbers begin, its people and places."""

    slug: str
    councils: tuple[str, ...]
    phone: str
    enterprises: int
    origins: dict[str, int]
    places: tuple[Place, ...]
    has_joined: bool = True


def _places(text: str) -> tuple[Place, ...]:
    """One place to a line: name; beginnings of postcodes; weight."""
    rows = [[part.strip() for part in line.split(";")] for line in text.strip().splitlines()]
    return tuple(Place(town, tuple(codes.split(", ")), int(weight)) for town, codes, weight in rows)


NOTTINGHAM, NOTTINGHAMSHIRE = "E06000018", "E10000024"
LEEDS, SOMERSET, YORK = "E08000035", "E06000066", "E06000014"

NOTTS = Area(
    slug="notts",
    councils=(NOTTINGHAM, NOTTINGHAMSHIRE),
    phone="0115 496 0",
    enterprises=126,
    origins={
        "english": 62,
        "caribbean": 8,
        "punjabi": 4,
        "pakistani": 4,
        "gujarati": 2,
        "polish": 5,
        "irish": 3,
        "nigerian": 3,
        "somali": 2,
        "italian": 2,
        "roma": 1,
        "chinese": 2,
        "ukrainian": 1,
        "eritrean": 1,
        "romanian": 1,
    },
    places=_places("""
        Sherwood; NG5 2, NG5 3; 5
        Carrington; NG5 1; 2
        Mapperley; NG3 5, NG3 6; 4
        Bulwell; NG6 8, NG6 9; 4
        Bestwood; NG5 5; 3
        Top Valley; NG5 9; 2
        Basford; NG6 0; 2
        Wollaton; NG8 1, NG8 2; 3
        Aspley; NG8 3, NG8 5; 2
        Bilborough; NG8 4; 2
        Lenton; NG7 1, NG7 2; 2
        Radford; NG7 3; 2
        Hyson Green; NG7 5; 3
        Forest Fields; NG7 6; 3
        Sneinton; NG2 4; 2
        The Meadows; NG2 2; 2
        St Ann's; NG3 1, NG3 4; 3
        Clifton; NG11 8, NG11 9; 3
        Arnold; NG5 6, NG5 7, NG5 8; 4
        Carlton; NG4 1; 3
        Beeston; NG9 1, NG9 2; 4
        Stapleford; NG9 7, NG9 8; 2
        West Bridgford; NG2 6, NG2 7; 4
        Hucknall; NG15 6, NG15 7; 4
        Mansfield; NG18 1, NG18 2, NG18 4; 6
        Sutton in Ashfield; NG17 1, NG17 2, NG17 4; 4
        Kirkby in Ashfield; NG17 7, NG17 8; 3
        Worksop; S80 1, S80 2, S81 7; 4
        Retford; DN22 6, DN22 7; 3
        Newark on Trent; NG24 1, NG24 2, NG24 4; 4
        Southwell; NG25 0; 2
        Bingham; NG13 8; 2
        Eastwood; NG16 3; 2
        Kimberley; NG16 2; 1
        Ruddington; NG11 6; 1
        Keyworth; NG12 5; 2
        Cotgrave; NG12 3; 1
        Radcliffe on Trent; NG12 2; 1
        Calverton; NG14 6; 1
        Edwinstowe; NG21 9; 1
        Mansfield Woodhouse; NG19 8, NG19 9; 2
        """),
)
WEST_YORKSHIRE = Area(
    slug="leeds",
    councils=(LEEDS,),
    phone="0113 496 0",
    enterprises=112,
    origins={
        "english": 60,
        "caribbean": 7,
        "punjabi": 3,
        "pakistani": 6,
        "gujarati": 2,
        "polish": 5,
        "irish": 5,
        "nigerian": 3,
        "somali": 1,
        "italian": 1,
        "roma": 3,
        "chinese": 2,
        "ukrainian": 1,
        "eritrean": 2,
        "iranian": 2,
        "romanian": 1,
    },
    places=_places("""
        Headingley; LS6 2, LS6 3; 4
        Hyde Park; LS6 1; 2
        Meanwood; LS6 4; 3
        Chapel Allerton; LS7 3, LS7 4; 4
        Roundhay; LS8 1, LS8 2; 3
        Harehills; LS8 5, LS9 6; 4
        Seacroft; LS14 6; 4
        Cross Gates; LS15 8; 3
        Halton; LS15 7; 2
        Armley; LS12 2, LS12 3; 4
        Wortley; LS12 4; 2
        Bramley; LS13 3, LS13 4; 4
        Kirkstall; LS5 3; 2
        Horsforth; LS18 4, LS18 5; 4
        Cookridge; LS16 7; 2
        Adel; LS16 8; 1
        Moortown; LS17 6; 3
        Alwoodley; LS17 7; 2
        Beeston; LS11 8; 3
        Holbeck; LS11 9; 2
        Middleton; LS10 4; 3
        Hunslet; LS10 2; 2
        Farsley; LS28 5; 2
        Pudsey; LS28 7, LS28 9; 4
        Morley; LS27 0, LS27 8, LS27 9; 5
        Otley; LS21 1, LS21 3; 3
        Wetherby; LS22 6, LS22 7; 3
        Rothwell; LS26 0; 3
        Garforth; LS25 1, LS25 2; 3
        Kippax; LS25 7; 1
        Guiseley; LS20 8, LS20 9; 3
        Yeadon; LS19 7; 3
        Boston Spa; LS23 6; 1
        """),
)
SOUTH_WEST = Area(
    slug="somerset",
    councils=(SOMERSET,),
    phone="01632 960",
    enterprises=92,
    origins={
        "english": 84,
        "polish": 5,
        "caribbean": 1,
        "punjabi": 1,
        "gujarati": 1,
        "irish": 3,
        "italian": 1,
        "chinese": 1,
        "portuguese": 2,
        "romanian": 2,
        "ukrainian": 1,
        "nigerian": 1,
    },
    places=_places("""
        Taunton; TA1 1, TA1 3, TA1 4, TA2 7, TA2 8; 9
        Bridgwater; TA6 3, TA6 4, TA6 5, TA6 7; 8
        Yeovil; BA20 1, BA20 2, BA21 3, BA21 4; 8
        Frome; BA11 1, BA11 2, BA11 4; 6
        Wells; BA5 1, BA5 2; 4
        Glastonbury; BA6 8, BA6 9; 4
        Street; BA16 0; 3
        Minehead; TA24 5, TA24 6; 4
        Chard; TA20 1, TA20 2; 3
        Crewkerne; TA18 7, TA18 8; 2
        Ilminster; TA19 0, TA19 9; 2
        Shepton Mallet; BA4 5; 3
        Wellington; TA21 8, TA21 9; 3
        Burnham-on-Sea; TA8 1, TA8 2; 3
        Highbridge; TA9 3; 2
        Somerton; TA11 6, TA11 7; 2
        Langport; TA10 0, TA10 9; 2
        Castle Cary; BA7 7; 2
        Bruton; BA10 0; 1
        Wincanton; BA9 9; 2
        Watchet; TA23 0; 2
        Williton; TA4 4; 1
        Dulverton; TA22 9; 1
        Wiveliscombe; TA4 2; 2
        Cheddar; BS27 3; 2
        Axbridge; BS26 2; 1
        South Petherton; TA13 5; 1
        Martock; TA12 6; 1
        """),
)
NOT_JOINED = Area(
    slug="york",
    councils=(YORK,),
    phone="01632 960",
    enterprises=6,
    origins={"english": 9, "polish": 1, "caribbean": 1},
    places=_places("""
        York; YO1 7, YO24 4, YO30 6, YO31 8; 4
        Haxby; YO32 3; 1
        Acomb; YO24 3, YO26 5; 2
        """),
    has_joined=False,
)
AREAS = (NOTTS, WEST_YORKSHIRE, SOUTH_WEST, NOT_JOINED)

SAINTS = ("Jude", "Agnes", "Oswin", "Petroc", "Hilda", "Alban", "Brigid", "Cuthbert", "Winifred", "Columb", "Aidan",
          "Edith", "Swithun", "Dunstan", "Barnabas", "Blaise", "Ninian", "Etheldreda")  # fmt: skip
HALLS = (
    "St {saint}’s Hall", "The Old Chapel Rooms", "Weavers’ Hall", "The Lamp Room", "Orchard Rooms",
    "The Reading Room", "Station Yard Studio", "The Long Barn", "Wharf Street Rooms", "The Tin Tabernacle",
    "Miller’s Yard", "The Cedar Centre", "Lantern House", "The Drill Hall", "Quarry Lane Pavilion", "The Coach House",
    "Bell Lane Rooms", "The Village Room", "Market Loft", "The Ropewalk Rooms", "Elm Tree Hall", "The Corn Store",
    "St {saint}’s Church Rooms", "Larkfield Pavilion", "The Old School Rooms", "Garden House", "The Boat Shed",
    "Hopton Street Hall", "Cross Keys Rooms", "The Potting Shed", "Saddlers’ Yard", "The Green Door",
)  # fmt: skip
STREETS = ("Chapel Lane", "Station Road", "Mill Street", "Church Walk", "Orchard Way", "Bell Lane", "Albert Road",
           "Victoria Street", "Wharf Street", "Hopton Street", "Quarry Lane", "Market Place", "Elm Road",
           "Northgate", "Park Row", "Kiln Lane", "Priory Road", "Long Acre")  # fmt: skip
ISLANDS = ("Jamaica", "Barbados", "St Kitts", "Dominica", "Nevis", "Montserrat", "Grenada")
ASIA = {
    "pakistani": ("Mirpur", "Lahore", "Jhelum"),
    "punjabi": ("Jalandhar", "Ludhiana"),
    "gujarati": ("Surat", "Rajkot"),
}
POLAND = ("Gdynia", "Lublin", "Kraków", "Poznań", "Białystok")
