"""Clubs: evenings, teams, skills and people who have been there too."""

from providers.demonstration.offers.groups import FIRST
from providers.demonstration.offers.offer import Offer, said

OFFERS = (
    Offer(
        slug="drama",
        family="groups",
        main=("drama",),
        extra=("social-club", "life-skills"),
        setting="venue",
        group=True,
        team="two",
        needs=("learning-disability", "autism", "mental-health", "young-people"),
        papers=("room",),
        weight=4,
        hours="evening-session",
        prices="session 8 12 .5",
        youngest=16,
        young=True,
        names=said("""
            The Understudies
            Enter Laughing
            Paper Crown
            Once Upon a Thursday
        """),
        heads=said("""
            A theatre group where everyone gets a part
            Storytelling and acting for adults with learning disabilities
            Plays made up by the people in them
        """),
        tails=said("""
            . Two shows a year.
            , with jobs backstage for the shy.
            . Makaton used.
        """),
        middles=said("""
            Nobody learns lines unless they want to. We make it up, we keep what works.
            Last year there was a dragon with a mobile phone. It brought the house down.
            If you do not like being looked at, we need lights, tickets and a very good curtain.
            People come in looking at their shoes. In spring they take a bow.
        """),
        does=said("""
            Drama games, stories and plays
            Costume, lights and sound
            Makaton and pictures
            A show for family and friends
        """),
        does_not=said("""
            Help with medicines
            Transport
        """),
        first=FIRST,
        communication=("makaton", "objects"),
    ),
    Offer(
        slug="sport",
        family="groups",
        main=("sport",),
        extra=("walking", "social-club"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("learning-disability", "physical-disability", "young-people", "mental-health", "deaf"),
        papers=("room",),
        weight=5,
        hours="session",
        prices="session 5 9 .5",
        youngest=14,
        young=True,
        names=said("""
            Walking Pace United
            Seated Tigers
            The Slow Lane
            Bounce
            Pedal and Pause
            Ball Games for All
        """),
        heads=said("""
            Walking football for bad knees and big hearts
            Boccia, curling and table cricket, sitting or standing
            A gym hour for people who hate gyms
            Three-wheeled bikes on a flat track
        """),
        tails=said("""
            . All kit provided.
            , with a brew after.
            . Come and watch first.
            , run by a coach who signs.
        """),
        middles=said("""
            Nobody is picked last because nobody is picked. We draw straws.
            The bikes have three wheels, two seats or a bed on the front. Everyone rides.
            You can sit out, shout and keep the score. We need somebody who can count.
            We have one rule: no running. It is harder than you think.
            Doctors send us people. The biscuits undo some of the work.
        """),
        does=said("""
            Warm-up, games and a long tea
            Kit and shoes to borrow
            Signs and pictures for the rules
            Matches against other friendly teams
        """),
        does_not=said("""
            Help with changing
            First-team football
        """),
        first=FIRST,
        communication=("bsl",),
    ),
    Offer(
        slug="social",
        family="groups",
        main=("social-club",),
        extra=("sport", "music-dance", "going-out"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("learning-disability", "autism", "mental-health", "deaf", "sight-loss", "young-people", "drink-drugs"),
        papers=("room",),
        weight=6,
        hours="evening-session",
        prices="session 4 8 .5",
        communication=("bsl", "easy-read"),
        youngest=16,
        young=True,
        names=said("""
            The Thursday Lot
            Not the Pub
            Friday Feeling Club
            Pool and Pasties
            Games Night at the Chapel
            Third Place
        """),
        heads=said("""
            An evening club with games, music and a late bus home
            A coffee morning for people who find coffee mornings hard
            A dry bar with a pool table and good crisps
            A social club run by its members
        """),
        tails=said("""
            . Helpers who do not hover.
            , once a week.
            . Signed, and with a loop.
            , for adults who want friends.
        """),
        middles=said("""
            There is a pool table, a quiet table and a table for the never-ending board game.
            We help people swap numbers and make plans of their own. That is when it works.
            New people are met at the bus stop for the first three weeks.
            The members vote on everything, including the crisps.
            Nobody drinks here. It turns out that people dance anyway.
        """),
        does=said("""
            Games, music, food and company
            A buddy for your first weeks
            Trips that the members choose
            Help to get home
        """),
        does_not=said("""
            Alcohol
            One-to-one support
        """),
        first=FIRST,
    ),
    Offer(
        slug="skills",
        family="groups",
        main=("life-skills",),
        extra=("cooking-with-you", "work-learning", "computers"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("young-people", "learning-disability", "autism", "brain-injury", "homeless"),
        papers=("room", "food"),
        weight=5,
        hours="session",
        prices="session 10 14 .5 with lunch",
        communication=("easy-read", "makaton"),
        youngest=16,
        young=True,
        names=said("""
            Own Front Door
            Beans on Toast and Upwards
            Keys
            Pay the Rent and Eat
            The Flat Upstairs
        """),
        heads=said("""
            Learn to cook, pay, wash and travel before you move out
            A practice flat where you can burn the toast in peace
            Skills for your own front door, in a group of six
            Cooking, money and buses, learned by doing them
        """),
        tails=said("""
            . You set the goals.
            , with lunch that you make.
            . No classroom.
            , and a friend or two by the end.
        """),
        middles=said("""
            We have a flat above a shop. You cook in it, clean it and lose the keys, so that later you do not.
            We learn money with real money, in a real shop, with a queue behind us.
            Everybody picks three things to learn. The first is usually pizza.
            When you move into your own place we come for tea. You make it.
        """),
        does=said("""
            Cooking, budgeting, laundry, travel
            Practice days on your own
            A folder with pictures of each step
            Help with the move itself
        """),
        does_not=said("""
            Overnight stays
            Find you a flat
        """),
        first=FIRST,
    ),
    Offer(
        slug="peers",
        family="groups",
        main=("peer-support",),
        extra=("walking", "social-club"),
        setting="venue",
        group=True,
        team="two",
        needs=("mental-health", "drink-drugs", "carers", "brain-injury", "homeless"),
        papers=("room",),
        weight=6,
        hours="evening-session",
        prices="session 2 6 .5",
        names=said("""
            Me Too Mondays
            Same Boat
            The Warm Corner
            Been There
            Kettle and Ears
            Dry Land
        """),
        heads=said("""
            People who have been there too, round a pot of tea
            A group for those who are worn out, worried or newly sober
            Honest talk among people who know
            A warm room for people who have had enough of being brave
        """),
        tails=said("""
            . No experts.
            , and you may sit and say nothing.
            . What is said here stays here.
        """),
        middles=said("""
            All of us who run this have been ill ourselves. We do not hide it, and we do not go on about it.
            There is no form at the door and nobody takes notes.
            We go round once. You may say pass. People pass for months, and then one day they do not.
            If you are in danger we stay with you until the right person comes. Everyone knows that rule.
            We walk afterwards. Things are easier to say when you look ahead.
        """),
        does=said("""
            A weekly group, led by people who have been there
            A walk or a brew afterwards
            A text in the week, if you want one
            Knowing who to ring when it is worse
        """),
        does_not=said("""
            Therapy
            A crisis service: ring 111 or 999
        """),
        first=said("""
            One of us meets you outside beforehand. You can just look through the window with us.
        """),
    ),
)
