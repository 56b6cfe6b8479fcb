"""What the database refuses by itself, in words for people."""

WORDS = {
    "introduction_best_interests_says_all": "A best-interests decision says who decided, when, why and until when.",
    "introduction_sends_only_on_a_ground": "Say first who agreed to it.",
    "introduction_choice_once": "One of them is on the list twice.",
    "introduction_asks_one_at_a_time": "One of them is asked already. Wait for the answer.",
    "introduction_choice_without_interest": "You, or somebody in your household, own or work in this enterprise.",
    "account_keeps_its_minimum": "There is not enough money left for this.",
    "account_promises_no_less_than_nothing": "More would be given back than was promised.",
    "account_limits_only_public_money": "Only money that a council, NHS body or fund holder pays has a limit.",
    "ledger_stays_as_written": "The books are never changed. Put it right with a new posting.",
    "account_changes_only_by_lines": "The books are never changed. Put it right with a new posting.",
    "posting_settles_once": "This promise was paid or released already.",
    "posting_settles_what_was_promised": "No more is paid than was promised, and to nobody else.",
    "posting_reverses_once": "This was reversed already.",
    "posting_reverses_what_moved": "Only what moved money can be reversed, as a whole.",
    "posting_sums_to_zero": "What goes out is not what comes in.",
    "posting_is_written_whole": "A posting is written whole, and nothing is added later.",
    "line_moves_money": "A sum is more than nothing, and at most £9,999,999.99.",
}
