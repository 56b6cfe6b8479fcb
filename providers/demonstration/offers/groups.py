"""Groups and making things."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
Come and look. Somebody meets you at the door, and you can leave whenever you like.
The first time is free. Bring somebody with you if you want.
Ring us, and we tell you who else comes and what you could do on your first day.
""")
OFFERS = (
    Offer(
        slug="art",
        family="groups",
        main=("art-craft",),
        extra=("social-club", "peer-support"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("learning-disability", "mental-health", "older", "autism"),
        papers=("room",),
        weight=8,
        hours="session",
        prices="session 7 14 .5 with tea and materials",
        names=said("""
            Glue and Gold Leaf
            The Blue Apron
            Clay on Wednesdays
            Knit and Mutter
            Sawdust
            Thread Bare
            Wet Paint
            Ink and Friends
            The Button Tin
            Rag Rug Room
        """),
        heads=said("""
            Painting, clay and print for people who say they cannot draw
            A craft morning with strong tea and easy company
            Woodwork at a slow bench, tools and patience provided
            Knitting, sewing and mending round one table
            An art group with a quiet end and a noisy end
        """),
        tails=said("""
            . Everything is found for you.
            , and no marks out of ten.
            . Eight people at most.
            , with a show once a year.
            . Come for the company.
        """),
        middles=said("""
            There is a big table, good light and a box of odd things. Somebody always makes something brave.
            We do not say well done in that voice. We ask how you got that blue.
            Some people make one thing for a year. Some make ten things and give them all away.
            The quiet end has headphones. The noisy end has Pauline.
            In June we hang it all in the window of the old bank, and people stop.
            If your hands do not do as they are told, we find another way: a sponge, a roller, your foot.
        """),
        does=said("""
            All materials and an apron
            One helper for every four people
            Tea, coffee and cake
            A show of the work each summer
        """),
        does_not=said("""
            Help in the toilet
            Fetch you from home
            Children under 16
        """),
        first=FIRST,
    ),
    Offer(
        slug="craft-home",
        family="groups",
        main=("art-craft",),
        extra=("companionship", "reading-games"),
        setting="home-based",
        needs=("mental-health", "older", "autism", "carers"),
        weight=4,
        hours="session",
        prices="session 9 14 .5 with materials",
        names=said("""
            Shed Pottery
            The Loom Upstairs
            Spool and Bobbin
            My Kitchen Table Press
        """),
        heads=said("""
            Two or three people at my kitchen table, making things
            A potter’s shed with room for three
            Printing, sticking and sewing in my back room
            Weaving at my house, in peace and quiet
        """),
        tails=said("""
            . Home-made soup.
            , with a dog under the table.
            . Nobody has to talk.
        """),
        middles=said("""
            There are three stools, and that is all there is room for. It makes people kind.
            The step is low and the loo is downstairs. If that is not enough, I will come to you.
            You take home what you make, once it has been through the kiln and we have all admired it.
            I teach when you ask. Otherwise I get on with my own and put the radio on.
        """),
        does=said("""
            All tools and materials
            Soup and bread
            Slow, clear teaching
        """),
        does_not=said("""
            Help in the toilet
            Groups of more than three
        """),
        first=FIRST,
    ),
    Offer(
        slug="music",
        family="groups",
        main=("music-dance",),
        extra=("social-club", "memory-group"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("dementia", "learning-disability", "mental-health", "older", "brain-injury"),
        papers=("room",),
        weight=6,
        hours="session",
        prices="session 6 10 .5",
        names=said("""
            Out of Tune
            The Tuesday Choir That Meets on Wednesday
            Drum Kitchen
            Two Left Feet
            Loud Enough
            Sing Anyway
            Spoons and Shakers
        """),
        heads=said("""
            A choir for anyone, with no tests and no uniform
            Drumming, singing and shaking things
            Dance in a chair or out of it
            A band for people who play, and for people who hit things
        """),
        tails=said("""
            . Words on a big screen.
            , then tea.
            . Carers sing too.
            , and a concert when we dare.
        """),
        middles=said("""
            We start with one everybody knows. By the second verse somebody is harmonising.
            You can sing, hum, tap or just feel it through the floor.
            A man who had not spoken since his stroke sang all of Delilah. His wife had to sit down.
            We dance with scarves and with sticks, and with a wheelchair when the mood takes us.
            Nobody is asked to sing alone. Some insist.
        """),
        does=said("""
            Songs from all over the world
            Instruments for everybody
            Words in large print
            A tea break that is as long as the singing
        """),
        does_not=said("""
            Help in the toilet
            Exams and auditions
        """),
        first=FIRST,
    ),
    Offer(
        slug="growing",
        family="groups",
        main=("growing",),
        extra=("animals", "work-learning", "day-group"),
        setting="venue",
        group=True,
        team="sometimes-two",
        needs=("mental-health", "learning-disability", "autism", "drink-drugs", "older", "homeless"),
        papers=("room",),
        weight=6,
        hours="field-day",
        prices="half-day 12 20 1; day 24 38 1 with lunch",
        youngest=16,
        names=said("""
            Plot Nineteen
            Mud and Marrows
            The Walled Garden Gang
            Bean Row
            Hedgerow Farm Days
            Barrow
            Compost and Cake
        """),
        heads=said("""
            Allotment days with a stove, a shed and good company
            Growing vegetables together, and eating them
            Jobs on a small farm: hens, hedges, mud
            A garden where people get better slowly
            Digging, sowing and soup, with people who get it
        """),
        tails=said("""
            . Boots lent.
            , in all weathers but one.
            . Raised beds for chairs.
            , and soup at noon.
        """),
        middles=said("""
            Everybody gets a row. What you do with it is up to you, and so are the slugs.
            The shed has a stove and a rule: no advice unless asked.
            We sell at the gate on Fridays. The money buys seeds and, once, a scarecrow's hat.
            Some of us are on the mend from drink, some from worry. The potatoes do not ask.
            There is a hard path all the way round, and a loo with a rail.
            The hens lay more for those who talk to them. We have tested it.
        """),
        does=said("""
            Growing, cooking and selling food
            Animals to feed, if you like
            Boots, coats and gloves to borrow
            Quiet jobs and noisy jobs
        """),
        does_not=said("""
            Help in the toilet
            Work with machines
            Lifts from home
        """),
        first=FIRST,
    ),
    Offer(
        slug="day-group",
        family="groups",
        main=("day-group",),
        extra=("life-skills", "going-out", "art-craft", "sport"),
        setting="venue",
        group=True,
        team="larger",
        needs=("learning-disability", "autism", "physical-disability", "brain-injury", "dementia"),
        papers=("room", "food"),
        weight=7,
        hours="group-day",
        prices="day 38 68 2 with lunch; half-day 20 36 1",
        communication=("makaton", "easy-read", "objects"),
        names=said("""
            Marmalade House
            The Yellow Door
            Wednesday to Friday
            Bramble Yard
            The Station Buffet
            Ninepins
            Harbour Street Days
            Sixpence Yard
        """),
        heads=said("""
            A small day group that goes out more than it stays in
            Days with a plan that you make, for twelve people
            A day group with a kitchen, a workshop and a minibus
            Busy days and slow days, whichever you need
            Cooking, making and going places, five days a week
        """),
        tails=said("""
            . One helper for every three.
            , and you choose your days.
            . A quiet room and a sensory room.
            , for people who did not like the big centre.
        """),
        middles=said("""
            On Monday we sit round and plan. If four people want the sea, we go to the sea.
            There are twelve of us at most. Everyone cooks, everyone washes up, and someone always sings.
            We know who needs it calm, and when. The quiet room has a lock on the inside only.
            We run a café on Fridays. Our scones have been in the paper.
            Parents get a photo and a line each day, if their grown-up child says yes.
        """),
        does=said("""
            Trips, cooking, art and sport
            Lunch, made together
            One helper for every three people
            Travel training
            A review with you twice a year
        """),
        does_not=said("""
            Nights
            Nursing
            Transport from outside the area
        """),
        first=said("""
            Come for a cup of tea, then for a morning, then for a whole day. All three are free.
        """),
    ),
    Offer(
        slug="memory",
        family="groups",
        main=("memory-group",),
        extra=("music-dance", "lunch-club", "peer-support"),
        setting="venue",
        group=True,
        team="two",
        needs=("dementia", "carers", "older"),
        papers=("room", "food"),
        weight=6,
        hours="session",
        prices="session 4 9 .5 for two people",
        names=said("""
            Forget-Me-Not Fridays
            The Remember Room
            Do You Remember
            Old Tunes Café
            The Button Box Café
            Pearls
        """),
        heads=said("""
            A memory café with songs, cake and people who understand
            An easy afternoon for people with dementia and those they love
            Music, old films and a chat for carers in the next room
            A good afternoon out for couples when one of you forgets
        """),
        tails=said("""
            . Come as a pair.
            , and nobody minds if you ask twice.
            . Level floor, soft light.
        """),
        middles=said("""
            We wear our names. Nobody has to remember anything here.
            There is a box to open: a thimble, a tram ticket, a bar of green soap. It starts people talking.
            Husbands and wives can be just that for two hours. We do the rest.
            In the back room the carers have a pot of tea and the door shut. You can hear them laughing.
            If somebody wants to go home, one of us walks round the garden with them. It usually passes.
        """),
        does=said("""
            Songs, games and memory boxes
            Tea and home-made cake
            Somebody to talk to about what comes next
            A room for carers
        """),
        does_not=said("""
            Help in the toilet without your companion
            Medicines
        """),
        first=FIRST,
    ),
)
