"""The people of the design, one after another."""

from providers.demonstration.look_neighbours import NEIGHBOURS
from providers.demonstration.look_parts import BASIC, FOOD, FULL, checked

PEOPLE: tuple[dict, ...] = (
    {
        "name": "Good Company",
        "owner": "Amina Yusuf",
        "email": "amina@demo.justright.example",
        "kind": "sole-trader",
        "about": "Good Company is Amina Yusuf, working on her own from Sherwood.",
        "offer": "company",
        "place": ("Sherwood", "NG5 2", "NG5 3"),
        "facts": {
            "people": "Amina Yusuf",
            "said_as": "she",
            "by_woman": True,
            "portraits": ["amina"],
            "summary": "Keeps you company, cooks with you and gets you out of the house.",
            "story": "I ran a school kitchen for nineteen years. What I liked best was never the food. It was sitting "
            "down with the children who ate slowly.\n\nSo now I do that. We cook something you miss, or we walk "
            "to the "
            "arboretum and back. Some mornings we only talk. I do not rush, and I do not wear a uniform.",
            "does": [
                "Company, a walk, a game, a trip to the shops",
                "Cooking with you: Somali, Indian and plain English",
                "Going with you to the doctor or the mosque",
            ],
            "does_not": ["Help with washing, dressing or using the toilet", "Give medicines", "Drive you in my car"],
            "activities": ["companionship", "cooking-with-you", "going-out", "shopping", "appointments"],
            "needs": ["older", "dementia", "mental-health", "carers"],
            "languages": ["en", "so", "ur"],
            "first_meeting": "Amina comes for a cup of tea, about half an hour. It is free. Have somebody with "
            "you if you "
            "like. She asks what a good day looks like, and you ask her anything. You both go away and think.",
            "when_note": "Away 24 December to 2 January.",
            "first_free_on": "2026-12-01",
            "if_ill": "If she is ill she rings you before 8am.",
            "costs_on_top": "Nothing for travel. Shopping at what it costs, with the receipt",
            "if_you_cancel": "Nothing before 6pm the day before. After that, half",
            "phone": "07700 900164",
            "room": "yes",
            "room_hours": 4,
            "room_said_on": "2026-11-12",
            "travel_miles": 3,
        },
        "hours": [
            (1, "09:00", "11:00", True),
            (1, "11:00", "13:00", False),
            (3, "10:00", "12:00", True),
            (3, "12:00", "14:00", False),
            (5, "10:00", "14:00", False),
        ],
        "prices": [(1850, "hour", ""), (2100, "hour", "Saturdays")],
        "checks": [
            ("Who she is", "Her passport and a bill with her address were seen.", "2026-03-12", None),
            (
                "Her record",
                "Her enhanced DBS certificate, with the adults’ barred list, was seen. She shops with you, so "
                "the law allows this fuller check.",
                "2026-03-12",
                "2029-03-12",
            ),
            ("Two people who know her work", "The council rang both.", "2026-03-10", None),
            ("Insurance", "If something goes wrong, up to £5 million.", "2026-02-02", "2027-01-31"),
            ("Keeping people safe", "She has done the course and knows whom to ring.", "2026-04-20", "2029-04-20"),
            ("Handling food", "Level 2 food hygiene.", "2025-06-08", "2028-06-08"),
        ],
    },
    {
        "name": "The Kitchen Table",
        "owner": "Rosa Bianchi",
        "email": "rosa@demo.justright.example",
        "kind": "sole-trader",
        "about": "The Kitchen Table is Rosa Bianchi, working on her own from Carrington.",
        "offer": "cook-with",
        "place": ("Carrington", "NG5 1"),
        "facts": {
            "people": "Rosa Bianchi",
            "said_as": "she",
            "by_woman": True,
            "portraits": ["rosa"],
            "summary": "Cooks in your kitchen, with you or for you, and leaves three meals for the freezer.",
            "story": "My mother fed seven of us from one pan. I cooked in a hotel for eleven years and never "
            "met the people "
            "who ate.\n\nNow I stand at your stove and you tell me when it needs salt. We make one dinner to "
            "eat and three "
            "for the freezer. You write the labels.",
            "does": [
                "Cooking with you, or for you while you rest",
                "Three meals for the freezer, with labels",
                "The shopping, with the receipt",
                "Italian, English and whatever you grew up with",
            ],
            "does_not": ["Washing-up for more than two"],
            "activities": ["cooking-with-you", "cooking-for-you", "shopping"],
            "needs": ["older", "long-term-illness", "brain-injury", "learning-disability"],
            "languages": ["en", "it"],
            "first_meeting": "Rosa comes for half an hour and looks in your cupboards with you. She asks what "
            "you ate as a "
            "child.",
            "if_ill": "She rings you by 8am and comes on another day.",
            "costs_on_top": "Shopping at what it costs, with the receipt",
            "if_you_cancel": "Nothing with a day’s notice. After that, the first hour",
            "phone": "07700 900118",
            "room": "yes",
            "room_note": "on Fridays",
            "room_said_on": "2026-11-18",
            "travel_miles": 4,
            "first_meeting_free": True,
        },
        "hours": [(2, "10:00", "16:00", False), (4, "10:00", "16:00", True)],
        "prices": [(1900, "hour", "")],
        "checks": checked(
            "2027-06-30", who="Who she is", record=FULL.format("Her"), their="Her", they="She has", more=(FOOD,)
        ),
    },
    {
        "name": "Tuesday Paint Pots",
        "owner": "Joy Bennett",
        "email": "joy@demo.justright.example",
        "kind": "partnership",
        "workers": 2,
        "offer": "art",
        "place": ("Mapperley", "NG3 5", "NG3 6"),
        "about": "Tuesday Paint Pots is Joy and Bev, two friends who run one art morning a week in Mapperley.",
        "facts": {
            "people": "Joy and Bev",
            "said_as": "they",
            "by_woman": True,
            "portraits": ["joy", "bev"],
            "summary": "An art morning and a shared hot lunch, ten people round one table.",
            "story": "We taught at the same school for fourteen years, Joy in art and Bev in the kitchen. It "
            "seemed a waste "
            "to stop.\n\nOn Tuesdays we put out paint, clay or lino, and a pot goes on the stove. Nobody has to "
            "be good at "
            "it. At noon we push the paint aside and eat.",
            "does": [
                "Paint, clay, print and collage",
                "A hot lunch, vegetarian or not",
                "Help with buttons, brushes and lids",
                "A show in the hall each summer",
            ],
            "does_not": ["Fetch you from home"],
            "activities": ["art-craft", "lunch-club", "social-club"],
            "needs": ["learning-disability", "mental-health", "older", "carers"],
            "one_to_one": False,
            "in_group": True,
            "setting": "venue",
            "venue_name": "St Jude’s Hall",
            "venue_address": "Hopton Street, Mapperley",
            "travel_miles": None,
            "access": ["level-entry", "accessible-toilet", "bus-stop", "blue-badge"],
            "first_meeting": "Come at half past eleven, look at what we made, and stay for lunch on us.",
            "if_ill": "There are two of us, so the morning goes on.",
            "costs_on_top": "Nothing",
            "if_you_cancel": "Nothing. Just let us know",
            "phone": "0115 496 0187",
            "shows_phone": True,
            "payments": ["self", "direct-payment", "pooled", "isf"],
            "first_meeting_free": True,
            "room": "yes",
            "room_people": 2,
            "room_said_on": "2026-11-20",
        },
        "hours": [(1, "10:00", "13:00", True)],
        "prices": [(900, "session", "with lunch")],
        "checks": [
            ("Who they are", "Their passports and a bill with each address were seen.", "2026-04-01", None),
            ("Insurance", "If something goes wrong, up to £5 million.", "2026-04-01", "2027-04-01"),
            ("Keeping people safe", "They have done the course and know whom to ring.", "2026-05-12", "2029-05-12"),
        ],
    },
    {
        "name": "Daal and Dominoes",
        "owner": "Harjit Singh Gill",
        "email": "harjit@demo.justright.example",
        "kind": "sole-trader",
        "about": "Daal and Dominoes is Harjit Singh Gill, working on his own from Basford.",
        "offer": "cook-with",
        "place": ("Basford", "NG6 0"),
        "facts": {
            "people": "Harjit Singh Gill",
            "said_as": "he",
            "by_man": True,
            "portraits": ["harjit"],
            "summary": "Punjabi home cooking and a game of dominoes. Speaks Punjabi, Urdu and English.",
            "story": "I drove a bus for twenty-two years. When my father grew old I learned to cook from him, "
            "late, and badly "
            "at first.\n\nI come in the afternoon. The daal goes on, the dominoes come out, and by the time "
            "that one of us has "
            "won it is ready. You choose the language.",
            "does": [
                "Punjabi cooking, with you or for you",
                "Dominoes, cards and cricket on the radio",
                "A walk to the gurdwara, the mosque or the shop",
            ],
            "does_not": ["Help with washing or dressing", "Give medicines", "Lose on purpose"],
            "activities": ["cooking-with-you", "companionship", "reading-games"],
            "needs": ["older", "dementia", "mental-health"],
            "languages": ["en", "pa", "ur"],
            "first_meeting": "Harjit comes for tea and one game. If you like him, he brings the pan next time.",
            "if_ill": "He rings you in the morning.",
            "costs_on_top": "Food at what it costs",
            "if_you_cancel": "Nothing by noon on the day",
            "phone": "07700 900131",
            "travel_miles": 4,
            "first_meeting_free": False,
            "room": "wait",
            "wait_weeks": 3,
            "room_said_on": "2026-11-16",
        },
        "hours": [(0, "13:00", "17:00", False), (1, "13:00", "17:00", False), (2, "13:00", "16:30", False)],
        "prices": [(1700, "hour", "")],
        "checks": checked(
            "2027-05-28", who="Who he is", record=BASIC.format("His"), their="His", they="He has", more=(FOOD,)
        ),
    },
    *NEIGHBOURS,
)
