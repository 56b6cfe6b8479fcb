"""House and garden, letters and machines."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
I look round with you and you point. We agree three jobs, and in what order.
A cup of tea and a walk round. I tell you what I can do, what it costs, and what can wait.
You show me the worst corner first. It is never as bad as people think.
""")
OFFERS = (
    Offer(
        slug="cleaning",
        family="home",
        main=("cleaning",),
        extra=("laundry", "shopping", "companionship"),
        needs=("older", "physical-disability", "mental-health", "long-term-illness"),
        team="sometimes-two",
        weight=8,
        hours="days",
        prices="hour 15 18.5 .5",
        names=said("""
            Bucket and Chat
            Behind the Sofa
            Sparkle and Tea
            The Friday Clean
            Elbow Grease
            Fresh Sheets
            Corners Too
            The Feather Duster
        """),
        heads=said("""
            A clean house and a friendly word, each week
            Cleaning for people who used to do it themselves, and mind
            Floors, bathroom, kitchen and clean sheets
            Housework done your way, with your own cloths
        """),
        tails=said("""
            . I move nothing without asking.
            , and I notice when you are not yourself.
            . You can help or put your feet up.
            , with the same cleaner each time.
        """),
        middles=said("""
            I put things back where they live. If you cannot see well, that matters more than the shine.
            We have a list on the fridge, and you cross things off. It is very satisfying.
            I clean round people, pets and moods.
            Some weeks we get less done and talk more. Nobody has complained about the dust.
            I use what you have under the sink. No strong smells.
        """),
        does=said("""
            Floors, kitchen, bathroom and windows inside
            Changing beds
            Bins, recycling and the fridge
            Working beside you, if you like to help
        """),
        does_not=said("""
            Outside windows
            Moving heavy furniture
            Help with washing or dressing
            Houses that need a skip
        """),
        first=FIRST,
    ),
    Offer(
        slug="laundry",
        family="home",
        main=("laundry",),
        extra=("cleaning",),
        needs=("older", "carers", "physical-disability", "long-term-illness"),
        weight=4,
        hours="days",
        prices="visit 14 22 .5",
        names=said("""
            Pegs
            Warm from the Line
            Crease
            The Ironing Pile
            Clean Sheets Tuesday
        """),
        heads=said("""
            Washing taken away on Monday and back, ironed, on Wednesday
            Ironing and clean beds, done at yours
            Laundry for families who have too much of it
            Fresh sheets and shirts on hangers, brought back to your door
        """),
        tails=said("""
            . Nothing shrinks.
            , also the sort that nobody wants to talk about.
            . Name labels sewn in.
        """),
        middles=said("""
            I use the powder you are used to. Sheets should smell of home.
            Wet beds are part of life. I bring clean sheets, take the others and say no more about it.
            I sew on buttons as I go. It is quicker than telling you that one is loose.
            In good weather I hang it out. You cannot buy that smell.
        """),
        does=said("""
            Washing, drying and ironing
            Making the bed
            Buttons and hems
            Labels for people going into hospital
        """),
        does_not=said("""
            Dry cleaning
            Curtains above a ladder’s height
        """),
        first=FIRST,
    ),
    Offer(
        slug="gardening",
        family="home",
        main=("gardening",),
        extra=("growing", "odd-jobs", "companionship"),
        needs=("older", "physical-disability", "mental-health", "carers"),
        team="sometimes-two",
        weight=7,
        hours="weekdays",
        prices="hour 16 22 .5",
        names=said("""
            Roses and All
            The Tidy Border
            Grass and Gossip
            Spade Work
            Over the Hedge
            The Kind Gardener
            Hollyhock
            Beans and Borders
        """),
        heads=said("""
            Gardening with you, for you, or while you point
            A tidy garden, and a raised bed that you can reach
            Grass cut, hedges trimmed and roses tied in
            Your garden kept the way that you kept it
        """),
        tails=said("""
            . I take the rubbish away.
            , and a cutting for the windowsill.
            . Bring your chair out and boss me.
            , all year round.
        """),
        middles=said("""
            You know your garden better than I do. I bring the knees.
            I build beds at the height of a wheelchair, with a ledge for your tea.
            If you cannot get out, I bring the garden in: a bunch, a bowl, a photograph.
            I never pull up anything without asking. I learned that from a very rare weed.
            We sow beans in March whatever happens. It is good to have something coming.
        """),
        does=said("""
            Mowing, weeding, pruning and planting
            Raised beds and pots you can reach
            Gardening together
            Paths cleared, bins moved, hedges cut
        """),
        does_not=said("""
            Trees over my head
            Weedkiller near pets
            Paving and fences
        """),
        first=FIRST,
    ),
    Offer(
        slug="odd-jobs",
        family="home",
        main=("odd-jobs",),
        extra=("gardening", "decluttering", "computers"),
        needs=("older", "physical-disability", "sight-loss", "carers"),
        weight=7,
        hours="weekdays",
        prices="hour 18 24 .5",
        names=said("""
            Righty Tighty
            A Man About the Shelf
            Two Screws Loose
            Mend
            Bits and Bobs
            The Small Jobs Van
            Hinge
            Fixed by Tea Time
        """),
        heads=said("""
            Small repairs that nobody else will come out for
            Grab rails, light bulbs, locks and leaking taps
            Odd jobs done tidily by somebody you can trust
            Shelves up, rugs down, doors that shut
            A handy person for the list on your fridge
        """),
        tails=said("""
            . No job too small.
            , with the price on paper first.
            . I check your smoke alarm for nothing.
            , and dust sheets every time.
        """),
        middles=said("""
            I say the price before I start. If it takes longer, that is my bad luck.
            I fit rails where your hand goes, not where the leaflet says.
            I carry a tub of bulbs in every size, because it is always a bulb.
            I look for the rug that trips and the stair with no light. Two minutes, no charge.
            If it wants a real electrician, I say so, and I know an honest one.
        """),
        does=said("""
            Grab rails, key safes and second banisters
            Bulbs, batteries, taps and hinges
            Flat packs, curtains and pictures
            A look round for things that trip
        """),
        does_not=said("""
            Gas
            New electric circuits
            Roofs
            Jobs of more than two days
        """),
        first=FIRST,
    ),
)
