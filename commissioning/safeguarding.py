"""Words that mean that somebody may be in danger: whoever writes them is first shown whom to ring, now.

The council's own safeguarding route comes before any form of ours (Care Act 2014 section 42). A match never stops
anybody from sending what they wrote.
"""

import re

HARM = re.compile(
    r"""\b(
        abus\w*|hit(s|ting)?|hitting|beat(s|en|ing)?|slap\w*|bruis\w*|hurt(s|ing)?|injur\w*|assault\w*|rape\w*|sexual\w*
        |touch(ed|es|ing)\s+(her|him|me|them|my)|neglect\w*|starv\w*|lock(ed|s)?\s+(her|him|me|them|in|up)|restrain\w*
        |steal\w*|stole\w*|theft|robb\w*|scam\w*|fraud\w*|took\s+(her|his|my|their)\s+(money|card|purse|savings)
        |threat\w*|afraid|scared|frighten\w*|bully\w*|controll(ed|ing)|exploit\w*|slave\w*|danger\w*|unsafe|at\s+risk
        |overdose\w*|suicid\w*|kill\w*|die(d|s)?|dying|safeguarding|drunk|weapon|knife
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def tells_of_harm(words: str) -> bool:
    """Whether these words speak of somebody being harmed, or of a danger."""
    return HARM.search(words) is not None
