"""Getting up and washing, and looking after oneself."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
I come to meet you fully dressed and in daylight. You show me the bathroom and say how you like things done.
We talk first, for as long as you need, with somebody you trust beside you. Nothing else happens that day.
I watch how you or your family do it now. Then you tell me what you would like to be different.
""")
OFFERS = (
    Offer(
        slug="mornings",
        family="personal",
        main=("washing-dressing", "getting-up"),
        extra=("medicines", "cooking-for-you", "companionship", "moving-about"),
        needs=("physical-disability", "older", "long-term-illness", "dementia", "brain-injury"),
        care="directed",
        papers=("care",),
        weight=12,
        hours="early",
        prices="hour 18 23 .5",
        names=said("""
            Your Morning, Your Way
            Warm Towels
            Up and About
            Curtains Open
            Clean Shirt
            Two Steps and a Rail
            Slow Mornings
            The Same Face
            Bath and Breakfast
            Ready for the Day
        """),
        heads=said("""
            Help with washing and dressing, in the order that you like it
            Help to get up, get clean and get breakfast
            A strip wash, a shower or a proper bath, with a steady arm
            The same person each morning, on time and in no hurry
            Help to get up and to go to bed, led by you
        """),
        tails=said("""
            . You tell me how.
            , and your own clothes, not the easy ones.
            . I work alone and only for you.
            , with the radio on.
            . Breakfast too, if you want it.
        """),
        middles=said("""
            I warm the towel first. I ask before each thing, also on the hundredth day.
            You stay in charge. I do the parts that you cannot, and I keep my hands off the parts that you can.
            I put out two shirts and you choose. It sounds small. It is not.
            I take as long as it takes. If it is a slow day, the toast can wait.
            I work for four people and no more, so I am not late and I am not in a rush.
            I learned to use a hoist, a slide sheet and, most of all, a kind word.
            Shaving, make-up, hair, a good collar. You should look like yourself.
            You write the plan. I sign to say that I have read it, and I follow it.
        """),
        does=said("""
            Washing, showering and dressing, as you direct
            Getting up and going to bed
            Shaving, hair and make-up
            Breakfast and a tidy bathroom
            Using the toilet, or changing a pad
            Reminding you about your tablets
        """),
        does_not=said("""
            Work that needs two people to lift
            Nursing, such as injections
            Deep cleaning
            Nights
        """),
        first=FIRST,
    ),
    Offer(
        slug="home-team",
        family="personal",
        main=("washing-dressing", "getting-up", "medicines"),
        extra=("help-eating", "moving-about", "cleaning", "hospital-home"),
        needs=("older", "dementia", "physical-disability", "long-term-illness", "end-of-life-needs"),
        care="registered",
        team="larger",
        papers=("care",),
        weight=6,
        hours="long",
        prices="hour 23 24 .5",
        names=said("""
            Hazel Bank Home Support
            Threeways Care at Home
            Kestrel House Support
            Copper Kettle Care
            Larch and Lane Home Support
            Fieldway Support
            Ashgrove Neighbours
        """),
        heads=said("""
            A small named team for help at home, seven days a week
            Help with washing, dressing, meals and tablets, by a registered team
            Visits of an hour or more, never fifteen minutes
            Home support from people you have chosen yourself
        """),
        tails=said("""
            . You meet everyone before they come.
            , from people who are paid for their travel.
            , from people who stay in the job.
            , day or evening.
        """),
        middles=said("""
            We do not do visits of fifteen minutes. The shortest is forty-five.
            You have four people, and you know all of them. If one is ill, another of the four comes.
            Each team plans its own week around its own few streets. Nobody drives across the county.
            Our workers are trained here, in our own flat with a hoist and a very patient dummy called Norman.
            Every family has the mobile number of a real person, and that person knows your mum.
        """),
        does=said("""
            Washing, dressing and getting up
            Tablets, as your plan says
            Meals, laundry and light cleaning
            Coming home from hospital
            Nights now and then, by agreement
        """),
        does_not=said("""
            Nursing
            Visits shorter than 45 minutes
            Live-in care
        """),
        first=said("""
            One of your team and their lead come to see you, for an hour. You choose who comes.
        """),
    ),
    Offer(
        slug="nursing",
        family="personal",
        main=("nursing", "medicines"),
        extra=("moving-about", "hospital-home", "washing-dressing"),
        needs=("long-term-illness", "physical-disability", "end-of-life-needs", "children"),
        care="registered",
        team="larger",
        papers=("care", "nurse"),
        weight=3,
        hours="long",
        youngest=0,
        prices="hour 23.5 24 .5",
        names=said("""
            Lantern Lane Nurses
            Rosehip Nursing at Home
            The Neighbourhood Nurses
            Willow Walk Nursing
        """),
        heads=said("""
            Nurses who come to your home and stay the whole visit
            Registered nursing at home for long illnesses
            Skilled care for children and adults with complex needs
            A small team of nurses who know your home and your ways
        """),
        tails=said("""
            . All of us are registered.
            , beside your own GP.
            . We train your family too.
        """),
        middles=said("""
            All of us are registered nurses, and you can look up every one of us.
            We do feeding tubes, dressings, breathing machines and the small worries in between.
            We teach your family what they want to know, and only that.
            One nurse plans your care and answers for it. You have her number.
        """),
        does=said("""
            Dressings, catheters and feeding tubes
            Tablets and injections, as prescribed
            Training for family and assistants
            Plans agreed with your GP
        """),
        does_not=said("""
            Emergencies: ring 999
            Prescribing
        """),
        first=said("""
            A nurse comes for an hour with nothing but a notebook, and asks what matters to you.
        """),
    ),
    Offer(
        slug="tablets",
        family="personal",
        main=("medicines", "companionship"),
        extra=("getting-up", "cooking-for-you", "shopping"),
        needs=("older", "dementia", "mental-health", "long-term-illness"),
        care="directed",
        papers=("care",),
        weight=4,
        hours="early",
        prices="hour 17.5 21 .5; half-hour 9.5 12 .5",
        names=said("""
            Tea and Tablets
            The Eight O’Clock Call
            With Breakfast
            Monday to Sunday Box
        """),
        heads=said("""
            A morning visit with your tablets, breakfast and the news
            A short call each day, so that tablets are never missed
            Somebody to remind you, and to stay for a chat
            Tablets, toast and a friendly eye, first thing
        """),
        tails=said("""
            . I sign the chart, and you can read it.
            , seven days a week.
            . I spot when you are not yourself.
            , and I ring the chemist for you.
        """),
        middles=said("""
            I hand you the box, and you do the rest. I see that it has gone down, and I write the time.
            I fetch the new box on Thursdays and check it against the list.
            If a tablet makes you dizzy, I am often the first to see it. I ring the surgery with you.
            The visit is half an hour. Two minutes are tablets, and the rest is toast.
        """),
        does=said("""
            Reminding you, and writing it down
            Fetching prescriptions
            Breakfast, and a look round that all is well
            Ringing the surgery with you
        """),
        does_not=said("""
            Injections
            Change what the doctor ordered
            Keep your tablets at my house
        """),
        first=FIRST,
    ),
)
