"""Small sentences that many listings share in kind: costs on top, cancelling, being ill, when to ring."""

ADDED = {
    "shopping": "A bit of shopping on the way", "companionship": "Company, before or after",
    "cooking-with-you": "Cooking something together", "cooking-for-you": "A hot meal, left ready",
    "going-out": "A trip out when the weather is kind", "paperwork": "Opening the post with you",
    "cleaning": "A quick clean in passing", "laundry": "A wash and some ironing",
    "walking": "A short walk", "reading-games": "Cards, books and puzzles", "computers": "Help with your phone",
    "appointments": "Coming with you to the doctor", "driving": "Lifts in my insured car",
    "massage": "A hand massage", "gardening": "A tidy of the garden", "odd-jobs": "Small repairs",
    "hospital-home": "Visits when you come out of hospital", "sitting-service": "Staying while family go out",
    "medicines": "Reminding you about your tablets", "moving-about": "Help to stand and to walk",
    "life-skills": "Learning to do it for yourself", "music-dance": "Singing and old records",
    "social-club": "A chat and a brew with others", "art-craft": "Making things", "sport": "Games, indoors and out",
    "growing": "A few pots of something to eat", "animals": "Time with animals",
    "day-group": "Whole days, if you like",
    "peer-support": "Talk with people who have been there", "end-of-life": "Staying with you to the end",
}  # fmt: skip
COSTS = {
    "none": ("Nothing.", "Nothing on top.", "Nothing. What you see is what you pay."),
    "meals": (
        "Food at what it costs, with the receipt.",
        "The shopping, with the receipt. Nothing for travel.",
        "Ingredients. I show you every receipt.",
    ),
    "company": ("Nothing for travel.", "Nothing on top.", "Your own coffee, if we go out.", "Nothing within 3 miles."),
    "out": (
        "Bus fares and tickets.",
        "Your own ticket. Mine is often free as your companion.",
        "Parking, if we have to pay for it.",
        "Nothing on top.",
    ),
    "personal": ("Nothing for travel.", "Nothing on top.", "Gloves and aprons are included."),
    "home": ("Nothing on top.", "45p a mile beyond 5 miles.", "Nothing for travel."),
    "odd-jobs": ("Parts, at what they cost, with the receipt.", "Parts. My bits and bobs are free."),
    "gardening": ("Plants and compost, at what they cost.", "Trips to the tip, £6.", "Nothing on top."),
    "decluttering": ("Trips to the tip, £6.", "Boxes, at what they cost."),
    "night": ("Nothing on top.", "Double on Christmas Eve and New Year’s Eve."),
    "groups": ("Nothing.", "A pound for the raffle, if you like."),
    "breaks": ("Nothing for travel.", "Tickets, when we go out.", "Nothing on top."),
    "work": ("Your own bus fare.", "Nothing on top."),
    "paperwork": ("Stamps and copies.", "Nothing on top."),
    "driving": ("Parking, if we have to pay for it.", "Waiting is at the same price as driving."),
    "meals-out": ("Nothing.", "Nothing on top. Pudding is included."),
}
CANCEL = {
    "one": (
        "Nothing before 6pm the day before. After that, half.",
        "Nothing with a day’s notice. After that, the first hour.",
        "Nothing if you are ill. Otherwise tell me two days before, or pay half.",
        "One free late change each month. After that, half.",
        "Nothing with 24 hours’ notice. Never anything for hospital.",
        "Tell me by 8am on the day, and it costs nothing.",
    ),
    "group": (
        "Nothing. Just let us know.",
        "Tell us the day before, and you pay nothing.",
        "You pay for your place unless you are ill or away.",
    ),
}
IF_ILL = {
    "one": (
        "I ring you before 8am. We find another day.",
        "I text you the night before if I can. A friend who does the same work can sometimes come.",
        "I ring you as soon as I know, and whoever you named as well.",
        "You get a call from me, never a stranger at the door.",
        "I have a list of three people who could come. You choose whether they do.",
    ),
    "many": (
        "The other one comes. You know us both.",
        "We ring you before 8am and tell you who comes instead.",
        "Somebody you have met takes over. If nobody can, we ring.",
        "The group goes on. There are always two of us.",
    ),
}
TIMES = (
    "Weekdays, 9am to 5pm", "Evenings after 6pm", "Any day before 9pm", "Mornings are best", "After 2pm",
    "Text at any time, ring after 4pm", "Weekdays, 10am to 4pm", "Not on Sundays", "Lunchtimes, noon to 2pm",
)  # fmt: skip
