"""Through the night."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
I come for a cup of tea one evening and see where everything is. The first night comes later.
We walk through a night together in words: what wakes you, what helps, where the light switch is.
""")
OFFERS = (
    Offer(
        slug="sleeping",
        family="night",
        main=("sleeping-night",),
        extra=("companionship", "sitting-service", "hospital-home"),
        needs=("older", "dementia", "carers", "learning-disability"),
        weight=6,
        hours="nights",
        prices="sleeping-night 70 95 5",
        names=said("""
            Light Under the Door
            A Night In
            Sleep Sound
            The Spare Room
            Hall Light On
            Next Door Tonight
        """),
        heads=said("""
            Somebody asleep in the next room, just in case
            A sleeping night, from bedtime to breakfast
            Nights of cover, so that your family can rest
            A friendly person down the hall, from nine until eight
        """),
        tails=said("""
            . I wake at a whisper.
            , with supper and breakfast together.
            . Good in the first weeks home.
        """),
        middles=said("""
            I bring my own pillow and my own slippers. I sleep lightly and I wake cheerful.
            Most nights nothing happens. That is what you are paying for.
            If you get up and wonder where you are, I put the kettle on, and we wonder together.
            If I am up more than twice we talk about it in the morning, and about a waking night.
        """),
        does=said("""
            Being there from 9pm to 8am
            Help if you wake, up to twice
            Supper, breakfast and locking up
            A note for your family
        """),
        does_not=said("""
            Help with washing or the toilet
            Stay awake all night
            More than three nights a week
        """),
        first=FIRST,
    ),
    Offer(
        slug="waking",
        family="night",
        main=("waking-night",),
        extra=("end-of-life", "companionship", "sitting-service"),
        needs=("dementia", "end-of-life-needs", "long-term-illness", "carers", "older"),
        weight=6,
        hours="nights",
        prices="waking-night 115 150 5",
        names=said("""
            Till Morning
            The Night Chair
            Wide Awake
            Moonlight Sitting
            Owl Hours
            Four in the Morning
        """),
        heads=said("""
            Awake all night, so that everyone else can sleep
            A wide-awake sitter from ten until seven
            Somebody in the chair all night, with a lamp and a book
            A calm night sitter for people who wake and wander
        """),
        tails=said("""
            . Tea at four if you cannot sleep.
            , near the end of life too.
            . I write down how the night went.
            , one night or three a week.
        """),
        middles=said("""
            I sit where you can see me, with a small lamp. I read, I knit, I listen.
            If you walk about at night, I walk with you. The house is safe and the door is shut.
            Families tell me that they slept for the first time in months. I can see it on their faces at seven.
            I do not doze. I drink a great deal of tea.
        """),
        does=said("""
            Staying awake from 10pm to 7am
            Company when you cannot sleep
            Safe walking about at night
            A written line for each hour
        """),
        does_not=said("""
            Nursing or medicines
            Help with washing and dressing
            More than four nights a week
        """),
        first=FIRST,
    ),
    Offer(
        slug="night-care",
        family="night",
        main=("waking-night", "washing-dressing", "moving-about"),
        extra=("medicines", "end-of-life"),
        needs=("physical-disability", "long-term-illness", "brain-injury"),
        care="directed",
        papers=("care",),
        weight=3,
        hours="nights",
        prices="waking-night 125 150 5",
        names=said("""
            Turned at Two
            Through Till Six
            The Long Watch
        """),
        heads=said("""
            Help through the night: turning, changing, a drink at three
            A waking night with help to move and stay dry
            Somebody awake to turn you, change you and fetch the water
        """),
        tails=said("""
            . I work alone, the way you direct.
            , quietly.
        """),
        middles=said("""
            I turn you when you want to be turned, not when a chart says so.
            I know how to change a bed with you in it and hardly wake you.
            You tell me once how your pillows go. After that I know.
            I have good hands for small hours. They are warm and they do not hurry.
        """),
        does=said("""
            Turning, changing and using the toilet
            Drinks, pillows, windows, company
            Awake from 10pm to 7am
        """),
        does_not=said("""
            Lifting that needs two
            Breathing machines
        """),
        first=FIRST,
    ),
    Offer(
        slug="live-in",
        family="night",
        main=("live-in",),
        extra=("cooking-for-you", "companionship", "cleaning", "shopping"),
        needs=("older", "physical-disability", "dementia"),
        weight=4,
        hours="live-in",
        prices="day 125 150 5; week 850 990 10",
        names=said("""
            Under One Roof
            The Back Bedroom
            Staying On
            Home With You
        """),
        heads=said("""
            I live with you for two weeks at a time, and keep house
            Somebody in the house by day and by night, for a while
            Living in after an illness, until you find your feet
        """),
        tails=said("""
            . Two hours off a day, and my own room.
            , so that you can stay at home.
            . Dogs welcome.
        """),
        middles=said("""
            I cook what you cook, and I sit where you do not sit. After a week it feels quite normal.
            I have two hours to myself each afternoon. A neighbour or your son steps in.
            We agree the rules of the house on one sheet, and it hangs on the fridge.
            I can come at a few days' notice, for two weeks or for six.
        """),
        does=said("""
            Meals, housework and company
            Being in the house at night
            Shopping and going out
            Looking after pets and plants
        """),
        does_not=said("""
            Help with washing or dressing
            More than two wakings a night
            Homes without a room for me
        """),
        first=FIRST,
    ),
)
