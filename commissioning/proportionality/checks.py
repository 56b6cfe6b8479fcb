"""The checks that there are: what each asks for, how long it lasts, who may waive it, and where that is written.

Each has its number in the table of rules, C1 to C32. C6, C7 and C8 are one check here, `dbs`, with
the level that the role is eligible for: none, basic, enhanced, or enhanced with the adults' barred list.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Waiver(StrEnum):
    """Who may do without a check: nobody where the set is empty, as for everything that the law asks."""

    COUNCIL = "council"
    PERSON = "person"


NOBODY: frozenset[Waiver] = frozenset()
PRACTICE = "Practice of councils' quality schemes; a council may set it otherwise"
COUNCIL = frozenset({Waiver.COUNCIL})
EITHER = frozenset({Waiver.COUNCIL, Waiver.PERSON})


@dataclass(frozen=True)
class Check:
    """One check; `months` is for how long it is good by default, and None until its own end or for good."""

    code: str
    slug: str
    name: str | Promise
    kind: str
    why: str | Promise
    counts: str | Promise
    source: str
    months: int | None = None
    waivers: frozenset[Waiver] = field(default=COUNCIL)
    per_worker: bool = False
    is_desirable: bool = False

    @property
    def is_statutory(self) -> bool:
        """Asked by the law: it can only be marked as not applicable, with a reason."""
        return not self.waivers


CHECKS = (
    Check("C1", "identity", _("Who you are"), "identity",
          _("People let you into their lives, so a council sees once that you are who you say."),
          _("A passport or driving licence, and a letter with your address. Shown, not kept."), PRACTICE),
    Check("C2", "size", _("Small and independent"), "declaration",
          _("The sign for micro-enterprises is for five people or fewer, volunteers counted, and nobody’s branch."),
          _("You say how many you are, and that no larger body owns you."), PRACTICE, 12),
    Check("C3", "legal-status", _("Known to HMRC, or a registered company or charity"), "declaration",
          _("Whoever is paid for help is known to HMRC, or to the register of companies or charities."),
          _("You show a letter or the number on the register. Never your tax reference."), PRACTICE, 24),
    Check("C4", "cqc", _("Registered with the Care Quality Commission"), "cqc",
          _("The law asks for it where personal care is given at home by more than one person, or by a company."),
          _("Your number on the public list."),
          "Health and Social Care Act 2008 s.10; SI 2014/2936 Sch 1 para 1", 3, NOBODY),
    Check("C5", "exemption", _("You work for and under the direction of the person"), "statement",
          _("You give personal care alone and without registration. The law allows it if the person directs it."),
          _("You sign one statement a year, and confirm it with each person whom you start to help."),
          "SI 2014/2936 Sch 1 para 1(3)(c)", 12, NOBODY),
    Check("C6", "dbs", _("DBS check"), "dbs",
          _("The law says which check a role may have. We ask for that one, and never for more."),
          _("What the certificate says: its level, number and date. Never the certificate itself."),
          "Safeguarding Vulnerable Groups Act 2006 ss.7 and 9 and Sch 4 Part 2; DBS eligibility", 36, EITHER, True),
    Check("C9", "dbs-children", _("DBS check for work with children"), "dbs",
          _("You also help people under 18."),
          _("An enhanced check for the child workforce; for childcare your Ofsted number as well."),
          "Safeguarding Vulnerable Groups Act 2006 Sch 4 Part 1; Childcare Act 2006", 36, NOBODY, True),
    Check("C10", "public-liability", _("Public liability insurance"), "insurance",
          _("If somebody is hurt or something breaks, it is paid for."),
          _("The insurer, the policy number, the sum, what it covers, and from when until when."),
          PRACTICE, None, EITHER),
    Check("C11", "employers-liability", _("Employers’ liability insurance"), "insurance",
          _("The law asks for it as soon as you employ anybody, also now and then."),
          _("A certificate for at least £5 million."),
          "Employers’ Liability (Compulsory Insurance) Act 1969", None, NOBODY),
    Check("C12", "professional-indemnity", _("Insurance for advice or treatment"), "insurance",
          _("Advice, treatment and tasks that a nurse hands over can go wrong in their own way."),
          _("The insurer, the policy number, the sum and the dates."), PRACTICE),
    Check("C13", "car", _("Your car"), "vehicle",
          _("You carry people, or driving is what you are paid for."),
          _("Licence seen, insurance for business use, MOT and tax, with their dates."),
          "Road Traffic Act 1988 ss.47 and 143", 12, NOBODY, True),
    Check("C14", "private-hire", _("Whether you need a private hire licence"), "declaration",
          _("Who carries people for money may need a licence. Support that includes a lift mostly does not."),
          _("Your answers to a few questions. The licensing council decides."),
          "DfT private hire guidance, 2011 and 2023", 24, NOBODY),
    Check("C15", "food-registration", _("Registered as a food business"), "food",
          _("Whoever makes food regularly, outside the person’s own kitchen, registers with the council. It is free."),
          _("The council’s reference and your hygiene rating."),
          "Food Safety regulations; FSA guidance", 12, NOBODY),
    Check("C16", "food-hygiene", _("A course in food hygiene"), "training",
          _("You make food for other people."), _("A course at level 2 or like it, and its date."),
          PRACTICE, 36, per_worker=True),
    Check("C17", "safeguarding", _("A safeguarding course"), "training",
          _("You meet people who may be at risk, so you know what to look for and whom to tell."),
          _("A course, its level and date."), PRACTICE, 36, per_worker=True),
    Check("C18", "moving", _("A course in moving and assisting people"), "training",
          _("You help people to stand, turn or transfer. Done wrongly it hurts both of you."),
          _("A course with practice, and its date."), PRACTICE, 12, per_worker=True),
    Check("C19", "medicines", _("A course in medicines"), "training",
          _("You remind people of medicines, or give them."),
          _("A course, its date, and somebody who saw that you can do it."), PRACTICE, 12, per_worker=True),
    Check("C20", "first-aid", _("First aid or basic life support"), "training",
          _("You may be the only one there when somebody falls ill."), _("A course and its date."),
          PRACTICE, 36, per_worker=True),
    Check("C21", "infection-safety", _("Infection, safety and working alone"), "training",
          _("You work in people’s homes: how not to bring illness in, and how to stay safe yourself."),
          _("A course, or what you have studied by yourself."), PRACTICE, 36, per_worker=True),
    Check("C22", "capacity-awareness", _("A course about capacity, learning disability and autism"), "training",
          _("You help people who may need time or support to decide."), _("A course and its date."),
          PRACTICE, 36, per_worker=True),
    Check("C23", "care-certificate", _("Care Certificate"), "training",
          _("It is welcome where you give personal care. Nobody has to have it."), _("Its date."),
          PRACTICE, None, per_worker=True, is_desirable=True),
    Check("C24", "references", _("Two references"), "reference",
          _("You are alone with people, so two others say how you work. One knows your work in care, or was helped."),
          _("Two people who answer by our link or on the phone."), PRACTICE, None, EITHER),
    Check("C25", "right-to-work", _("Right to work of those you employ"), "declaration",
          _("Every employer has to see that those it employs may work here."),
          _("You declare that you have seen it."), "Immigration law", None, NOBODY),
    Check("C26", "data-protection-fee", _("Data protection fee"), "fee",
          _("You keep facts about people on a computer or phone."),
          _("Your number on the Information Commissioner’s register, and its end."),
          "Data Protection (Charges and Information) Regulations 2018", 12, NOBODY),
    Check("C27", "agreement-pack", _("Agreement, prices, complaints, and being ill"), "declaration",
          _("People know beforehand what they get, what it costs, and what happens if you cannot come."),
          _("You have filled in our pack, or have papers of your own like it."), PRACTICE, 12),
    Check("C28", "risk-assessment", _("A plan kept with the person"), "declaration",
          _("You work at somebody’s home: together you write down what could go wrong and what you do then."),
          _("You declare that you do this with each person."), PRACTICE, 12, frozenset({Waiver.PERSON})),
    Check("C29", "registered-professional", _("Registration in your profession"), "registration",
          _("You work as a nurse, therapist, chiropodist or social worker: only those registered may say so."),
          _("The body, your number, and until when."),
          "Nursing and Midwifery Order 2001; Health Professions Order 2001", 12, NOBODY, True),
    Check("C30", "financial-probity", _("No insolvency, court judgement or ban as a director"), "declaration",
          _("The council lets you a contract."), _("The day on which the registers were looked at."),
          PRACTICE, 12),
    Check("C31", "bank-account", _("Your bank account"), "bank",
          _("The council pays you, so it makes sure that money reaches you and nobody else."),
          _("A check of the number and of the name, and a call when it changes."), PRACTICE, None, NOBODY),
    Check("C32", "exclusion-conflict", _("No ground to exclude you, no conflict of interest"), "declaration",
          _("The law asks it for larger contracts."), _("You declare it for each contract."),
          "Procurement Act 2023 ss.26 to 28 and 57", None, NOBODY),
)  # fmt: skip
BY_SLUG = {check.slug: check for check in CHECKS}
FIRST = ("identity", "dbs", "dbs-children", "public-liability", "employers-liability")  # before anybody is asked


def check_name(slug: str) -> str:
    """What people call a check."""
    return str(BY_SLUG[slug].name) if slug in BY_SLUG else slug
