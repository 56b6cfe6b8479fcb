"""Company and a chat."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
I come for tea and about half an hour. You look me over, I meet the cat, and we both go away and think.
We have a chat at your kitchen table with anyone you like beside you. It costs nothing.
A short visit, a short list of what makes a good day, and no forms until you say yes.
You show me your photographs, or your garden, or nothing at all. I come to listen.
""")
OFFERS = (
    Offer(
        slug="company",
        family="company",
        main=("companionship",),
        extra=("reading-games", "shopping", "going-out", "cooking-with-you", "paperwork"),
        needs=("older", "dementia", "mental-health", "sight-loss", "long-term-illness"),
        weight=13,
        hours="mixed",
        prices="hour 15.5 20 .5",
        names=said("""
            A Chair by the Window
            Two Sugars
            Kettle’s On
            The Front Room
            Fireside Company
            Somebody to Talk To
            Half Past Ten Company
            Sit a While
            Best Cups
            The Afternoon Caller
            Good Neighbour Days
            Slippers and Biscuits
        """),
        heads=said("""
            Somebody to talk to who has time and does not look at the clock
            A friendly face at your door, the same one each week
            Tea, a chat and the crossword
            Company for long afternoons
            A visit to look forward to, from somebody who listens
            Good company at home, with a bit of help thrown in
        """),
        tails=said("""
            . Small jobs while we talk.
            , for people who live alone.
            . Quiet people welcome.
            , and a walk if it is dry.
            . I know about memory loss.
            , and no uniform.
        """),
        middles=said("""
            We might sort photographs, argue about the news or watch the birds. Mostly we talk.
            I visit a man who was in the merchant navy. We have been round the world twice without getting up.
            If your memory slips, I do not put you right. I come with you to wherever you are.
            I read letters out loud, thread needles and find the remote. Then I sit down again.
            On a good day we go out for a bun. On a bad day I bring the bun.
            I keep to one day and one time, because I know how you watch the clock on that day.
            People say that a visit makes the day before it better too.
            I will beat you at dominoes if you let me.
            You need not be good company yourself. I can talk for two, or sit quiet for two.
        """),
        does=said("""
            A visit on the same day each week
            Talking, cards, puzzles and old photographs
            Small jobs, such as a light bulb or a letter
            A walk, a café or the garden centre
            A call to your family if you want me to
            Time with somebody who has dementia
        """),
        does_not=said("""
            Help with washing, dressing or using the toilet
            Give medicines
            Drive you in my car
            Handle your bank card
            Heavy cleaning
        """),
        first=FIRST,
    ),
    Offer(
        slug="calls",
        family="company",
        main=("phone-calls",),
        extra=("companionship",),
        needs=("older", "mental-health", "sight-loss", "carers"),
        weight=4,
        hours="calls",
        prices="week 9 18 1 for a call each day; half-hour 6 9 .5 for a long chat",
        names=said("""
            Ring Ring
            The Nine O’Clock Call
            Only Me
            Hello Again
            Checking In
            The Morning Bell
        """),
        heads=said("""
            A phone call at the same time every morning
            A daily hello by phone, from somebody who knows you
            A ring at bedtime, to hear that all is well
            A voice you know, at the time that suits you
        """),
        tails=said("""
            , and I ring your family if you do not pick up.
            . Five minutes or fifty.
            . The first week is free.
            , even on Christmas Day.
        """),
        middles=said("""
            I ring at your time. We do the weather, your knees and what is on tonight.
            If you do not pick up, I try again after ten minutes. Then I ring the number that you gave me.
            I write down what you told me, so that I can ask how it went.
            Some people only want to hear that another person is awake. That is fine by me.
            I speak slowly on the phone, and clearly. I was trained to, long ago.
        """),
        does=said("""
            A call every day, at your time
            A longer chat once a week
            Ringing whoever you name if there is no answer
            Birthdays, bin day and hospital dates
        """),
        does_not=said("""
            Emergencies: for those ring 999
            Advice about medicines
            Selling you anything, ever
        """),
        first=said("""
            I ring you once, for as long as you like. We pick a time of day and a plan for when you do not answer.
        """),
    ),
    Offer(
        slug="games",
        family="company",
        main=("reading-games",),
        extra=("companionship", "computers", "music-dance"),
        needs=("older", "sight-loss", "dementia", "learning-disability", "brain-injury"),
        weight=6,
        hours="mixed",
        prices="hour 15.5 19 .5",
        names=said("""
            Read to Me
            Double Six
            Pages and Pawns
            The Piano Man
            Ukulele at Yours
            Chapter One
            Card Table
            Old Songs at Home
        """),
        heads=said("""
            Books read aloud, the paper, and a game of cards
            Chess, draughts or dominoes at your own table
            Songs that you know, played in your front room
            A reader for people whose eyes are tired
            Music and games at home, one to one
        """),
        tails=said("""
            . I lose politely.
            , with tea between chapters.
            . Large print and big pieces come with me.
            , for an hour or for the afternoon.
            . You choose the book.
        """),
        middles=said("""
            I read the way my father did, with all the voices. We stop when you have had enough.
            I bring three games and a flask. You choose the game, and the winner chooses the biscuit.
            Old songs go deeper than words. I have seen a lady sing who had not spoken since spring.
            We do the local paper first. Births, deaths and who wants a wardrobe.
            I have big cards, big dominoes and a chess set that you can feel with your fingers.
            We are on our fourth long novel. Neither of us is allowed to look at the end.
        """),
        does=said("""
            Reading aloud: books, letters and the paper
            Cards, chess, dominoes and word games
            Songs on guitar or piano
            Games for people who cannot see well
            Recording your own stories, if you like
        """),
        does_not=said("""
            Help with washing or dressing
            Games for money
            Driving
            Noise after nine
        """),
        first=FIRST,
    ),
    Offer(
        slug="animals",
        family="company",
        main=("animals",),
        extra=("walking", "companionship", "growing"),
        needs=("older", "autism", "mental-health", "learning-disability", "children"),
        papers=("animals",),
        weight=5,
        hours="days",
        prices="hour 15 20 .5",
        young=True,
        youngest=8,
        names=said("""
            Four Good Legs
            A Dog Called Biscuit
            Muddy Paws and Tea
            Hens on Loan
            The Gentle Donkey
            Wag
            Barley and Friends
            Guinea Pig Mondays
        """),
        heads=said("""
            A visit with a calm old dog who likes to be stroked
            Walks for your dog, with you or without you
            Time with rabbits, hens and a very slow donkey
            A dog on your lap and an hour of company
            Help to keep the pet you love
        """),
        tails=said("""
            . Insured, washed and well behaved.
            , at your pace.
            . Good for people who do not like talking.
            , and I sweep up after.
            . Children are welcome too.
        """),
        middles=said("""
            My dog was tested for this work by people who know. He does not bark, jump or mind a squeeze.
            Some people do not speak to me at all. They tell the dog, and I hear it by accident.
            If you can walk, we walk him together. If you cannot, he walks round your chair.
            I clean cages, carry sacks and go to the vet. You keep the cuddles.
            The hens come in a box with a handle. They like grapes and old films.
            I ask about fears and itches first. No animal comes where it is not wanted.
        """),
        does=said("""
            Visits with a tested, insured dog
            Dog walking, with you or for you
            Cleaning out, feeding and trips to the vet
            Small groups at a farm or a home
            Looking after your pet while you are in hospital
        """),
        does_not=said("""
            Homes where somebody is allergic
            Kennels overnight
            Help with washing or dressing
        """),
        first=said("""
            The dog and I come for twenty minutes. He decides quickly. You may take longer.
            We meet outside on a path, so that you can see how the animals are.
        """),
    ),
    Offer(
        slug="end-of-life",
        family="company",
        main=("end-of-life", "companionship"),
        extra=("sitting-service", "reading-games", "massage"),
        needs=("end-of-life-needs", "carers", "older"),
        weight=3,
        hours="mixed",
        prices="hour 18 23 .5",
        names=said("""
            A Quiet Hand
            The Last Mile
            Still Here
            Lamplight
            Beside You
        """),
        heads=said("""
            A calm person to sit with you and your family near the end
            Company for the last weeks, by day or in the evening
            Somebody to stay, so that nobody has to be alone
            A gentle visitor who can sit with hard things
        """),
        tails=said("""
            . I am not afraid of it.
            , and afterwards for those who are left.
            . Any faith or none.
            , and time off for those who love you.
        """),
        middles=said("""
            I hold a hand, wet a mouth, read a psalm or the football results. I do what is wanted.
            I help people say what they want, and I write it down for those who must know it.
            Families often need to eat, sleep and cry in the garden. I stay in the room while they do.
            I work beside the nurses and never instead of them.
            I come back afterwards, once or twice, for tea with whoever is left.
        """),
        does=said("""
            Sitting with you, day or evening
            Letters, recordings and plans for the day itself
            A rest for your family
            A visit or two afterwards
        """),
        does_not=said("""
            Nursing or medicines
            Washing and dressing
            Legal advice about wills
        """),
        first=said("""
            I come when you are ready, for as long as you like. You can say stop, and I will not mind.
        """),
    ),
)
