"""What the database refuses by itself, in words for people."""

WORDS = {
    "rule_set_version_once": "Somebody saved another version of these rules just now. Look at it, then try again.",
    "check_case_once": "This council looks at this service already.",
    "requirement_once": "This check is on the list already.",
    "requirement_settled_says_who": "Say who decided this.",
    "requirement_accepted_has_evidence": "There is nothing here yet that could be accepted.",
    "waiver_needs_two_people": "Somebody else has to agree to it: not the person who proposed it.",
    "waiver_ends_after_it_begins": "The last day is before the first. Change one of them.",
    "waiver_never_for_law": "The law asks for this check. Nobody can waive it.",
    "waiver_not_by_the_owner": "Whoever owns or works in an enterprise does not decide about its checks.",
    "waiver_stays_as_proposed": "A waiver stays as it was proposed. Refuse it, and propose another.",
    "waiver_one_at_a_time": "A waiver of this check waits or holds already.",
    "evidence_ends_after_it_begins": "The last day is before the first. Change one of them.",
    "evidence_of_dbs_has_no_file": "Never send the DBS certificate itself. We keep only what was seen of it.",
    "evidence_file_size": "A file is at most 10 MB.",
    "passport_once": "You share your papers with this council already.",
    "passport_ends_after_it_began": "The last day is before the first.",
    "suspension_one_at_a_time": "This service is suspended already.",
    "suspension_ends_after_it_began": "It cannot end before it began.",
}
