"""A break for family."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
We all meet at your house, with whoever matters. You show me a normal hour.
I come twice while you are at home. The third time you go out, and not far.
I talk to the person I shall be with first, and to the family second.
""")
OFFERS = (
    Offer(
        slug="sitting",
        family="breaks",
        main=("sitting-service",),
        extra=("companionship", "reading-games", "cooking-with-you", "going-out"),
        needs=("carers", "dementia", "older", "children", "long-term-illness"),
        weight=9,
        hours="any",
        prices="hour 15.5 20 .5",
        youngest=5,
        young=True,
        names=said("""
            Go to Your Choir
            Two Hours Off
            You Go, I’ll Stay
            Nip Out
            A Breather
            Back by Four
            The Understanding Sitter
            Feet on the Ground
        """),
        heads=said("""
            I stay, so that you can go out and not worry
            A few hours off for people who look after somebody
            A regular sitter who knows the routine
            Somebody at home while you work, sleep or see a friend
            A break for you, and good company for the one you look after
        """),
        tails=said("""
            . The same person every time.
            , day or evening.
            . No need to leave a list.
            , for adults and for children.
        """),
        middles=said("""
            Go to the choir, the dentist or back to bed. I will not ask which.
            I do what you would be doing: the quiz, the puzzle, the walk to the gate.
            I text you a photograph after an hour. You will not need a second one.
            If he asks where you are every five minutes, I answer every five minutes.
            I have a list of who to ring, and you will never be on the top of it.
            People say it took them a month to stop feeling guilty. Then they bought a swimming costume.
        """),
        does=said("""
            Staying with your person at home
            Meals, games, walks and bedtime stories
            Regular days, or now and then
            A short note on how it went
        """),
        does_not=said("""
            Help with washing or the toilet
            Give medicines
            Housework beyond what we use
        """),
        first=FIRST,
    ),
    Offer(
        slug="short-breaks",
        family="breaks",
        main=("short-breaks",),
        extra=("going-out", "sitting-service"),
        needs=("carers", "learning-disability", "autism", "physical-disability", "young-people"),
        weight=5,
        team="sometimes-two",
        hours="weekends",
        prices="day 110 150 5 and our costs",
        youngest=12,
        young=True,
        names=said("""
            Bucket and Spade
            Two Nights Away
            The Seaside Plan
            Change of Scene
            Caravan Weekends
        """),
        heads=said("""
            Weekends by the sea, in a caravan with a ramp
            Holidays for people who want to go without their mum
            A long weekend away, planned around you
            A few days by the sea with somebody who knows you
        """),
        tails=said("""
            . You choose the place.
            , while your family rests.
            . Two helpers if you need two.
        """),
        middles=said("""
            We sit with maps and brochures for an evening. That is already half of the holiday.
            I check the loo, the bed, the steps and the nearest chips before we go.
            The first trip is one night, not far. If we hate it we drive home.
            Mum gets a postcard. Mum also gets two days of sleep.
        """),
        does=said("""
            Day trips, weekends and whole holidays
            Planning, booking and driving
            Places with hoists and wide doors
            Postcards home
        """),
        does_not=said("""
            Trips abroad
            Nursing
            Groups of more than four
        """),
        first=FIRST,
    ),
    Offer(
        slug="after-school",
        family="breaks",
        main=("after-school",),
        extra=("going-out", "sport", "art-craft"),
        setting="venue",
        group=True,
        team="two",
        needs=("children", "autism", "learning-disability", "carers", "young-people"),
        papers=("room", "children"),
        weight=5,
        hours="after-school",
        prices="session 9 14 .5 with tea",
        youngest=5,
        oldest=18,
        communication=("makaton", "objects"),
        young=True,
        names=said("""
            Den Builders
            Half Past Three
            Jam on Toast Club
            Puddles
            The Treehouse Lot
            Space Hoppers
        """),
        heads=said("""
            An after-school club where disabled children are the plan, not the extra
            Holiday days with dens, mud and a quiet tent
            Play, tea and calm for children with autism
        """),
        tails=said("""
            . Brothers and sisters too.
            , with one adult for two children.
            . Makaton used by all.
        """),
        middles=said("""
            There is a den, a trampoline and a tent with nobody in it. Every child needs each at some point.
            We have one adult for two children, and we do not wear lanyards.
            We ask what a bad day looks like as well as a good one. Then nothing surprises us.
            Brothers and sisters come as well. They have often waited a long time for a turn.
            Tea is jam on toast, or plain pasta, or the same four crackers. All are fine.
        """),
        does=said("""
            Play indoors and out, whatever the weather
            Tea
            One adult for every two children
            Pictures, signs and a calm tent
        """),
        does_not=said("""
            Nursing or tube feeding
            Homework
            Overnight stays
        """),
        first=said("""
            You and your child come when it is empty and explore. Then for half an hour when it is not.
        """),
    ),
    Offer(
        slug="after-school-one",
        family="breaks",
        main=("after-school", "sitting-service"),
        extra=("going-out", "animals", "sport"),
        needs=("children", "young-people", "autism", "learning-disability"),
        papers=("children",),
        weight=5,
        hours="after-school",
        prices="hour 16 20.5 .5",
        youngest=4,
        oldest=19,
        communication=("makaton",),
        young=True,
        names=said("""
            Trampoline and Toast
            Big Sister Hours
            Scooter Club of Two
            Lego and Patience
            Kicking About
        """),
        heads=said("""
            A big-brother sort of person for after school and holidays
            One-to-one fun for disabled children and teenagers
            After school, weekends and the long summer, one to one
            A patient friend for a child who finds clubs too much
        """),
        tails=said("""
            . Swimming, parks, trains.
            , so that you can cook tea in peace.
            . Meltdowns do not worry me.
            , at home or out.
        """),
        middles=said("""
            We go to the park that is empty, at the time that it is empty.
            If it all goes wrong on the bus I sit on the floor beside him, and we count things.
            I learn the special interest properly. I can now tell you about every kind of crane.
            Parents tell me the whole truth once they see that I do not flinch.
        """),
        does=said("""
            Play, trips, swimming and sport
            Picking up from school on foot
            Holidays and weekends
            Following the plan that school uses
        """),
        does_not=said("""
            Help with washing or changing
            Nursing
            Nights
        """),
        first=FIRST,
    ),
    Offer(
        slug="hospital-home",
        family="breaks",
        main=("hospital-home",),
        extra=("shopping", "cooking-for-you", "companionship", "cleaning", "appointments"),
        needs=("older", "long-term-illness", "brain-injury", "physical-disability"),
        papers=("money",),
        weight=7,
        hours="long",
        prices="hour 16.5 22 .5",
        names=said("""
            Heating On
            The First Week Home
            Milk in the Fridge
            Bed Made, Kettle On
            Home Again
            Slippers by the Door
            Soup’s Waiting
        """),
        heads=said("""
            Heating on, milk in, bed made: ready for you to come home
            Extra help in the first two weeks after hospital
            From the ward to your own chair, with somebody beside you
            A warm house and a full fridge on the day you come home
            Company and meals until you are strong again
        """),
        tails=said("""
            . I can start tomorrow.
            , every day at first and then less.
            . I talk to the ward for you.
            , and your family can stop driving up the motorway.
            . Weekends too.
        """),
        middles=said("""
            I go in the day before. Heating, milk, bread, clean sheets and a lamp on a timer.
            I read the papers that the ward gave you, and we ring about the bit that makes no sense.
            The first week I come every day. By the third you are telling me to stay away, and I am glad.
            I move the rug and the low stool. I put the phone where you can reach it from the floor.
            Half the people who go back into hospital go back for small reasons. I look for those.
        """),
        does=said("""
            Getting the house ready
            Shopping, meals and a clean bed
            Being there when you arrive
            Clinics, prescriptions and phone calls
            Daily visits that get fewer
        """),
        does_not=said("""
            Help with washing or dressing
            Nursing
            Lifting
        """),
        first=said("""
            I come to the ward or ring you there. We make a list of what must be ready.
        """),
    ),
)
