"""Hair, hands and being well."""

from providers.demonstration.offers.offer import Offer, said
from providers.demonstration.offers.personal import FIRST

OFFERS = (
    Offer(
        slug="hair",
        family="personal",
        main=("hair-nails",),
        extra=("companionship", "massage"),
        needs=("older", "dementia", "physical-disability", "learning-disability", "autism"),
        weight=7,
        hours="days",
        papers=("trade",),
        prices="visit 14 32 1",
        young=True,
        youngest=5,
        names=said("""
            Set and Chat
            Short Back and Sides at Yours
            The Travelling Comb
            Rollers
            Kitchen Chair Cuts
            Smooth
            A Bit Off the Top
            Good Hair Day
        """),
        heads=said("""
            A wash, cut and set in your own kitchen
            A barber who comes to you, with the hot towel too
            Haircuts for people who find salons too much
            Nails filed, feet soaked and hair done, at home
            Braids, twists and a good scalp oil, at yours
        """),
        tails=said("""
            . I sweep up after.
            , in bed or in a chair.
            . Children with autism welcome.
            , with all the gossip.
            . I bring the basin.
        """),
        middles=said("""
            I have a basin that fits a wheelchair and a cape that does not frighten anyone.
            For those who hate the clippers I use scissors, and we do half today and half on Friday.
            I have done hair for weddings, and I have done it for last days. Both matter.
            I cut by the window with the radio on. The gossip is free.
            I know Black hair, thin hair and hair that has given up. None of it scares me.
            I do hands and feet as far as the law lets me. For the rest I know a good foot nurse.
        """),
        does=said("""
            Cuts, sets, colours and beards
            Washing hair in bed or at a basin
            Afro hair and braids
            Filing nails and hand massage
            Quiet visits for people who find it hard
        """),
        does_not=said("""
            Ingrowing nails or foot treatment
            Help with bathing
            Wigs
        """),
        first=said("""
            I come for ten minutes, comb in hand, and we look in the mirror together.
            For somebody who is nervous I come once without scissors.
        """),
    ),
    Offer(
        slug="hair-home",
        family="personal",
        main=("hair-nails",),
        extra=("massage", "companionship"),
        setting="home-based",
        needs=("older", "learning-disability", "mental-health", "carers"),
        papers=("trade",),
        weight=4,
        hours="days",
        prices="visit 15 30 1",
        names=said("""
            The Back Room Salon
            Garden Room Hair
            One Chair
            The Conservatory Cut
        """),
        heads=said("""
            A one-chair salon in my home, with a ramp and no noise
            Hair done in my garden room, one person at a time
            A salon for people who do not like salons
            A quiet cut, away from the busy salons
        """),
        tails=said("""
            . Time for tea.
            , with space for a wheelchair.
            . Carers may put their feet up.
        """),
        middles=said("""
            There is one chair and one customer. Nobody looks at you in the mirror but me.
            The ramp is gentle and the door is wide. I measured it with a friend who uses a chair.
            Some people come for the hair, and some for the half hour of being looked after.
            I dim the lights and turn off the dryer for those who need it so.
        """),
        does=said("""
            Cuts, sets and colours
            Hand care and a gentle shoulder rub
            Quiet times for people who find noise hard
            Tea and cake
        """),
        does_not=said("""
            Visits to your home
            Lifting from a wheelchair
        """),
        first=said("""
            Come and sit in the chair, have a tea, and see if you like the room.
        """),
    ),
    Offer(
        slug="moving",
        family="personal",
        main=("moving-about", "walking"),
        extra=("getting-up", "hospital-home", "going-out"),
        needs=("physical-disability", "brain-injury", "long-term-illness", "older"),
        care="directed",
        papers=("care",),
        weight=4,
        hours="mornings",
        prices="hour 18 23 .5",
        names=said("""
            On Your Feet
            Stand and Turn
            Getting There
            A Good Arm
        """),
        heads=said("""
            Help to stand, turn and walk again, a bit more each week
            A trained arm for moving about at home
            Help with the hoist, the stairs and the garden step
            A patient hand for stairs, baths and first steps
        """),
        tails=said("""
            . I follow your physio’s sheet.
            , and I never rush a transfer.
            . Good after a stroke.
        """),
        middles=said("""
            We do the physio's exercises together, all of them, also the dull ones.
            I count to three and then I wait for you. You move when you are ready.
            On Fridays we try the garden step. In June we got as far as the roses.
            I know hoists, stand aids and slide boards, and I check the sling each time.
        """),
        does=said("""
            Help to stand, sit and walk
            Hoist and stand aid, where one person is enough
            Exercises from your physio
            Getting out to the garden or the car
        """),
        does_not=said("""
            Lifting by hand
            Physiotherapy of my own
            Moves that need two people
        """),
        first=FIRST,
    ),
    Offer(
        slug="massage",
        family="personal",
        main=("massage",),
        extra=("companionship", "peer-support"),
        needs=("carers", "mental-health", "long-term-illness", "end-of-life-needs"),
        papers=("trade",),
        weight=4,
        hours="days",
        prices="session 22 38 1 of an hour",
        names=said("""
            Warm Hands
            Unwind
            Feet Up
            The Quiet Hour
            Breathe Out
        """),
        heads=said("""
            Hand, foot and shoulder massage, in your own chair
            Gentle yoga and breathing, sitting down
            An hour to rest, for people who look after somebody
            A rub for tired hands and cold feet, at your own fireside
        """),
        tails=said("""
            . You stay dressed.
            , with oils that do not smell of perfume shops.
            . Safe in a long illness, with your doctor’s yes.
        """),
        middles=said("""
            You stay in your chair and in your jumper. I do hands, feet, neck and shoulders.
            Many of the people I see look after a husband or a mother. Nobody has touched their shoulders for years.
            I ask about your illness and your tablets first. If I am not sure, I ask your nurse.
            Sometimes people sleep. Sometimes they cry. Either is a good hour.
        """),
        does=said("""
            Hand, foot, neck and shoulder massage
            Breathing and rest
            Chair yoga
            Visits at home or on the ward
        """),
        does_not=said("""
            Treat pain or illness
            Massage on the first day after an operation
        """),
        first=said("""
            Ten minutes on your hands, free, so that you know what you are getting.
        """),
    ),
)
