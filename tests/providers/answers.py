"""What Amina answers in each step, as her browser sends it."""

from django.urls import reverse

ANSWERS = {
    "what": {
        "people": "Amina Yusuf",
        "said_as": "she",
        "summary": "Keeps you company and cooks with you.",
        "activities": ["companionship", "cooking-with-you"],
        "story": "I ran a school kitchen.\n\nNow I cook with you.",
        "does": "Company\nCooking with you",
        "does_not": "Give medicines",
    },
    "who": {"needs": ["older"], "how": ["one"], "minimum_age": "", "by": ["woman"], "languages": ["en", "so"]},
    "where": {"setting": "comes", "travel_miles": "5", "postcode": "ng15fs", "council_0": "E06000018"},
    "when": {"opens_1_0": "09:00", "closes_1_0": "13:00", "free_1_0": "on"},
    "money": {"amount_0": "£18.50", "unit_0": "hour", "payments": ["self"], "first_meeting_free": "on"},
    "meeting": {"first_meeting": "A cup of tea.", "if_ill": "I ring you."},
    "contact": {"phone": "0115 496 0999", "email": "amina@example.org"},
    "room": {"room": "yes", "room_hours": "4"},
}
PERSONAL_CARE = ANSWERS["what"] | {"activities": ["companionship", "washing-dressing"]}
ENTERPRISE = {"name": "Good Company", "kind": "sole-trader", "workers": "1", "volunteers": "0", "is_independent": "on"}


def step(service, name):
    return reverse("providers:describe", args=[service.pk, name])


def page(client, service):
    return client.get(reverse("providers:progress", args=[service.pk])).content.decode()
