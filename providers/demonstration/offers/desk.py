"""Letters, plans, machines and full cupboards."""

from providers.demonstration.offers.home import FIRST
from providers.demonstration.offers.offer import Offer, said

OFFERS = (
    Offer(
        slug="decluttering",
        family="home",
        main=("decluttering",),
        extra=("cleaning", "paperwork"),
        needs=("older", "mental-health", "autism", "carers"),
        weight=4,
        hours="days",
        prices="hour 18 24 .5",
        names=said("""
            One Drawer
            Keep, Give, Go
            The Box Room
            Room to Sit
            Lighter
        """),
        heads=said("""
            Sorting things out together, one drawer at a time
            Help to clear space, with nothing thrown out behind your back
            Moving to somewhere smaller, without the tears
            A calm pair of hands for the room you keep shut
        """),
        tails=said("""
            . I never say the word rubbish.
            , at your speed.
            . You decide about every single thing.
        """),
        middles=said("""
            We start with a drawer. It takes twenty minutes, and then you have one clear drawer.
            There are three boxes and a chair. You sit and decide, and I carry.
            I have worked with people who cannot let go. It is not laziness, and I do not treat it so.
            I photograph what is hard to part with. A picture takes up no room.
        """),
        does=said("""
            Sorting, packing and labelling
            Taking things to charity or the tip
            Moving house, from boxes to curtains
            Coming back each month to keep it up
        """),
        does_not=said("""
            Clear a house without its owner
            Sell your things for you
            Removal vans
        """),
        first=FIRST,
    ),
    Offer(
        slug="paperwork",
        family="home",
        main=("paperwork",),
        extra=("computers", "brokerage", "phone-calls"),
        needs=("older", "mental-health", "sight-loss", "brain-injury", "homeless"),
        papers=("money",),
        weight=6,
        hours="weekdays",
        prices="hour 17 23 .5",
        names=said("""
            Brown Envelopes
            The Letter Opener
            In Black Ink
            Sign Here
            Dear Sir or Madam
            The Shoe Box
        """),
        heads=said("""
            Letters opened, forms filled in, and nothing left to worry about
            Help with bills, benefits and brown envelopes
            Your post read to you and answered, once a week
            A tidy folder, a paid bill and a quiet mind
        """),
        tails=said("""
            . I explain and you decide.
            , at the kitchen table.
            . I ring them with you, on the loud speaker.
        """),
        middles=said("""
            We tip it all out. There are always three that matter and forty that do not.
            I can do the long benefit forms. I ask you about your worst days, because that is what they ask.
            I never touch your money. I show you where it goes, in colours.
            People cry with relief over a folder with six tabs. It happens more than you would think.
        """),
        does=said("""
            Opening and sorting post
            Benefit, housing and travel forms
            Ringing offices together with you
            A simple budget and a folder that works
        """),
        does_not=said("""
            Hold your money or your cards
            Legal or investment advice
            Sign for you
        """),
        first=FIRST,
    ),
    Offer(
        slug="computers",
        family="home",
        main=("computers",),
        extra=("paperwork", "life-skills", "companionship"),
        needs=("older", "sight-loss", "deaf", "learning-disability", "physical-disability"),
        weight=6,
        hours="any",
        prices="hour 16 23 .5",
        names=said("""
            Turn It Off and On
            Which Button
            The Patient Geek
            Big Letters
            Signal
            Talk to Your Grandson
        """),
        heads=said("""
            Patient help with phones, tablets and televisions
            Video calls, passwords and photographs made simple
            Help to use a computer by voice, by eye or with one finger
            Somebody to ask when the screen goes strange
        """),
        tails=said("""
            . I write it down in big letters.
            , and I never grab the mouse.
            . You may ask me five times.
        """),
        middles=said("""
            I sit on my hands while you press. It is the only way it sticks.
            I make the letters big, take away the clutter and put your family on the front screen.
            We talk about tricksters. I show you the messages that I get, and how I know that they are lies.
            A lady of ninety now plays cards with her brother in Canada, every Sunday.
        """),
        does=said("""
            Phones, tablets, laptops and televisions
            Video calls with family
            Talking screens and big print
            Spotting scams
        """),
        does_not=said("""
            Know or keep your passwords
            Repairs inside the machine
            Bank for you
        """),
        first=FIRST,
    ),
    Offer(
        slug="brokerage",
        family="home",
        main=("brokerage",),
        extra=("paperwork", "peer-support"),
        needs=("learning-disability", "physical-disability", "carers", "young-people", "mental-health"),
        weight=4,
        hours="weekdays",
        prices="hour 22 24 .5; one-off 180 320 10 for a whole plan",
        communication=("easy-read",),
        youngest=16,
        names=said("""
            The Plan on One Page
            Joined Up
            Your Say Planning
            Plain Plans
        """),
        heads=said("""
            Help to plan your support, find the people and keep the books
            A plan in your words, and the people to make it happen
            Direct payments explained, set up and kept tidy
            Somebody on your side at the review and with the forms
        """),
        tails=said("""
            . I work for you and not the council.
            , with pictures if you like.
            . Payroll too, if you employ someone.
        """),
        middles=said("""
            I ask what a good week looks like, and we draw it. The money comes after.
            I get no fee from anyone I suggest. I only work for you.
            I sit beside you at the review. You have seen every page before they have.
            I show you how to be an employer without lying awake.
        """),
        does=said("""
            Support plans in plain words or pictures
            Finding and meeting people who could help
            Records for a direct payment
            Coming with you to reviews
        """),
        does_not=said("""
            Hold your budget
            Decide what you get
            Legal advice
        """),
        first=FIRST,
    ),
)
