"""What the database refuses by itself, in words for people: two changes at once may pass every form and meet here."""

WORDS = {
    "service_ages_in_order": "The oldest age is under the youngest. Change one of them.",
    "service_registered_has_cqc_number": "Type your Care Quality Commission number.",
    "service_listed_has_day_and_place": "What is listed needs its postcode, and where it happens.",
    "enterprise_has_somebody": "Somebody has to work there.",
    "enterprise_sole_trader_works_alone": "A sole trader works alone. Say 1, or choose another kind.",
    "price_believable": "A price is at most £10,000.",
    "story_never_changes": "A story that was shown never changes. It can only be removed.",
    "need_answer_once": "You have answered this already.",
    "schedule_once": "Two times on one day begin together. Change one of them.",
}
