"""Getting out and about."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
We meet for a coffee near you, in a place with a good loo, and see how we get on. It is free.
I come to your door and we walk to the end of the road and back. Then we talk about further.
You tell me three places that you miss. We plan the easiest one first.
Half an hour at home, with your family or without, to hear what you like and what worries you.
""")
OFFERS = (
    Offer(
        slug="going-out",
        family="out",
        main=("going-out",),
        extra=("walking", "companionship", "sport", "life-skills", "shopping"),
        needs=("learning-disability", "autism", "young-people", "mental-health", "physical-disability", "older"),
        team="sometimes-two",
        weight=12,
        hours="any",
        prices="hour 16 20.5 .5",
        communication=("makaton", "easy-read"),
        young=True,
        youngest=14,
        names=said("""
            Coat On
            Let’s Go Then
            Front Door
            Saturday People
            Out by Ten
            The Day Trip
            Round the Block and Further
            Two Tickets
            Bus Pass Adventures
            Fresh Air Club
            On Your Way
            Up Town
        """),
        heads=said("""
            Somebody to go with: cafés, matches, gigs, the coast
            Days out at your pace, by bus, train or wheels
            A companion for the things you used to do
            Out of the house and among people, once a week
            Young, patient company for trips and hobbies
        """),
        tails=said("""
            . You choose where.
            , there and back.
            . I sort the tickets and the loos.
            , also at weekends and in the evening.
            . Wheelchairs are no trouble.
        """),
        middles=said("""
            We go to the football, the big library and the café with the cross waitress. She likes us really.
            I plan for noise, crowds and toilets, so that you can think about the fun.
            The first time we go early, when it is quiet. The next time we stay a bit longer.
            I take the same bus as you. I stand near, and not on top of you.
            One lad and I have been to every swimming pool in the county. We score the slides.
            If it goes wrong we go home. Nobody has failed, it is only Tuesday.
            You pay your own ticket. I find the card that lets me in free as your companion.
            I do not hang about by the wall. If you dance, I dance, badly.
        """),
        does=said("""
            Trips, matches, gigs, museums and the coast
            Buses and trains, and learning to use them
            Finding places with level entry and a good toilet
            Clubs and classes, until you know people there
            Evenings and weekends
            Pushing a wheelchair
        """),
        does_not=said("""
            Help in the toilet
            Lifting from a wheelchair
            Pay for your ticket or your drink
            Give medicines
        """),
        first=FIRST,
    ),
    Offer(
        slug="shopping",
        family="out",
        main=("shopping",),
        extra=("paperwork", "appointments", "companionship"),
        needs=("older", "physical-disability", "sight-loss", "long-term-illness"),
        weight=6,
        hours="days",
        papers=("money",),
        prices="hour 15.5 19 .5",
        names=said("""
            Trolley and Tea
            The Big Shop
            Errands
            Basket on My Arm
            Milk, Eggs, Bread
            The List on the Fridge
        """),
        heads=said("""
            The weekly shop, with you or for you, and put away after
            Shopping, post office and prescriptions in one trip
            Your shopping done the way you would do it
            An arm to lean on round the market
        """),
        tails=said("""
            . You see every receipt.
            , and a cup of tea when we are back.
            . I read you the labels.
            , in your own shop and at your own speed.
        """),
        middles=said("""
            I squeeze the bread and look at the dates. I would not bring you a soft carrot.
            You hold the list and I reach the top shelf. We are a good team.
            Money goes in a small book, line by line, and we both sign it.
            If you cannot face the shop I ring you from the aisle. You still choose.
            We rest on the bench by the tills. I know all the benches.
        """),
        does=said("""
            Shopping with you, or from your list
            Prescriptions and parcels
            Putting it all away, old tins to the front
            A money book with every receipt
            Reading labels and prices aloud
        """),
        does_not=said("""
            Use your bank card or your PIN
            Driving you in my car
            Heavy furniture
        """),
        first=FIRST,
    ),
    Offer(
        slug="appointments",
        family="out",
        main=("appointments",),
        extra=("driving", "hospital-home", "companionship"),
        needs=("older", "long-term-illness", "sight-loss", "deaf", "mental-health"),
        weight=6,
        papers=("driving",),
        hours="days",
        prices="hour 16 20 .5; mile .45 .45 .05",
        communication=("bsl",),
        names=said("""
            In the Waiting Room
            Next, Please
            Clinic Companion
            Both Ears
            I’ll Come With You
            The Second Chair
        """),
        heads=said("""
            Somebody beside you at the hospital, the dentist or the bank
            Going with you to appointments, with a notebook
            A calm person for hospital days
            Two ears and a pen for when the doctor talks fast
        """),
        tails=said("""
            . I write down what was said.
            , and home again with a bag of chips.
            . I ask the question that you forgot.
            , however long they keep us.
        """),
        middles=said("""
            Beforehand we write your three questions on a card. I hold the card.
            I wait as long as it takes, and I bring mints and a puzzle.
            I do not speak for you. I only make sure that they hear you.
            On the way home I read my notes back, and we ring your daughter if you like.
            I know where the lifts are, and which car park has spaces after ten.
        """),
        does=said("""
            The whole trip, from your door and back
            Notes in plain words
            Help to ask questions
            Clinics, dentists, opticians, banks
        """),
        does_not=said("""
            Decide for you
            Lifting
            Take you in an ambulance’s place
        """),
        first=FIRST,
    ),
    Offer(
        slug="driving",
        family="out",
        main=("driving",),
        extra=("appointments", "shopping", "going-out"),
        needs=("older", "physical-disability", "learning-disability", "sight-loss"),
        papers=("driving",),
        weight=7,
        hours="weekdays",
        prices="hour 15.5 19 .5; mile .45 .45 .05",
        names=said("""
            Door to Door
            The Patient Driver
            Seat Belts and Stories
            Home for Tea Cars
            Window Seat
            Kerb to Kerb
            The Steady Wheel
            Not a Taxi
        """),
        heads=said("""
            A lift there and back, and somebody to wait with you
            A low car, a steady driver and an arm to the door
            Driving to clubs, clinics and family
            A car with a ramp, and a driver with time
            Lifts for people who cannot manage the bus any more
        """),
        tails=said("""
            . Folding wheelchairs fit.
            , and I carry the bags.
            . I never beep the horn.
            , also on Sundays.
        """),
        middles=said("""
            I come to the door and not the kerb. I lock up behind you if you ask me.
            I wait in the same room as you, not in the car park.
            The seat turns, the belt is long, and there is a step for short legs.
            You may choose the music and the way. I like the old road best.
            I took a lady to the sea last June. She had not seen it for eleven years.
        """),
        does=said("""
            Lifts to clinics, clubs, shops and family
            Waiting with you and bringing you home
            Folding wheelchairs and walkers
            Longer trips, agreed before
        """),
        does_not=said("""
            Lift you in or out of the car
            Wait past 9pm
            Carry people who have been drinking
        """),
        first=said("""
            A short drive round the park, to see how the seat suits you. No charge.
            I bring the car to your door. We try the step, the belt and the boot.
        """),
    ),
    Offer(
        slug="walking",
        family="out",
        main=("walking",),
        extra=("going-out", "sport", "companionship"),
        needs=("older", "mental-health", "long-term-illness", "brain-injury", "carers"),
        weight=6,
        hours="mornings",
        prices="hour 15.5 20 .5",
        names=said("""
            One Foot and the Other
            Slow Mile
            Bench to Bench
            Boots by the Door
            Steady On
            To the Gate and Back
            The Gentle Hill
        """),
        heads=said("""
            Walks at your speed, from the garden gate to a whole mile
            Exercises to keep you steady, in a chair or on your feet
            A walking partner with a flask
            Balance and strength at home, ten minutes at a time
        """),
        tails=said("""
            . I know every bench.
            , in all but the worst weather.
            . Good after a fall.
            , with a chart that shows how you do.
        """),
        middles=said("""
            We set a mark: the lamp post, the corner, the park. Next week we pass it.
            I trained in exercise for older people, and I have a certificate with a coffee ring on it.
            After a fall the road looks long. I walk on the outside and we do not hurry.
            When it rains we march in the hall to old records. The neighbours have joined in.
            We count birds, not steps. The steps come by themselves.
        """),
        does=said("""
            Walks from your own door
            Chair exercises and balance
            Building up again after an illness
            Keeping a chart, if you like charts
        """),
        does_not=said("""
            Physiotherapy
            Lifting
            Steep paths and stiles
        """),
        first=FIRST,
    ),
    Offer(
        slug="work",
        family="out",
        main=("work-learning",),
        extra=("computers", "life-skills", "peer-support"),
        needs=("learning-disability", "autism", "mental-health", "young-people", "brain-injury", "homeless"),
        weight=5,
        hours="weekdays",
        prices="hour 18 24 .5",
        communication=("easy-read",),
        youngest=16,
        young=True,
        names=said("""
            Paid on Friday
            First Shift
            Lanyard
            The Long Way to Work
            Clocking On
            My Own Wage
        """),
        heads=said("""
            Help to find a job, keep it and get there on time
            Step by step into work, a course or volunteering
            Learning the bus, the boss and the tea round
            From the sofa to a first day at work, in small steps
        """),
        tails=said("""
            . I come with you on the first days.
            , at the speed that suits you.
            . We start from what you love.
            , and I talk to the boss if you want.
        """),
        middles=said("""
            We do the journey together until you tell me to get off a stop early.
            I ask employers for a trial and not an interview. People shine when they can show what they do.
            One young man loves bus numbers. He works at the depot now.
            I stay in touch for a year. Most jobs go wrong in month three, over something small.
            We make a passport on one page: what I am good at, and what helps me.
        """),
        does=said("""
            Finding jobs, courses and volunteering
            Forms, interviews and first days
            Learning the journey
            Talking to the employer about what helps
        """),
        does_not=said("""
            Promise you a job
            Decide about your benefits
            Drive you there
        """),
        first=FIRST,
    ),
)
