"""What the database refuses by itself, in words for people."""

WORDS = {
    "introduction_best_interests_says_all": "A best-interests decision says who decided, when, why and until when.",
    "introduction_sends_only_on_a_ground": "Say first who agreed to it.",
    "introduction_choice_once": "One of them is on the list twice.",
    "introduction_asks_one_at_a_time": "One of them is asked already. Wait for the answer.",
    "introduction_choice_without_interest": "You, or somebody in your household, own or work in this enterprise.",
}
