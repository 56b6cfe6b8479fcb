"""Cooking and meals."""

from providers.demonstration.offers.offer import Offer, said

FIRST = said("""
I come for half an hour and look in your cupboards, if you will let me. You tell me what you ate as a child.
A cup of tea, and a list of what you like and cannot stand. It is free, and you can have somebody with you.
We make one small thing together, soup or scones. By the end we both know if it works.
""")
OFFERS = (
    Offer(
        slug="cook-with",
        family="meals",
        main=("cooking-with-you",),
        extra=("cooking-for-you", "companionship", "shopping", "life-skills"),
        needs=("older", "learning-disability", "brain-injury", "mental-health", "sight-loss"),
        papers=("food",),
        weight=9,
        hours="days",
        prices="hour 16 21 .5",
        names=said("""
            The Second Helping
            Pinch and Stir
            Four Hands in the Kitchen
            Wooden Spoon Mornings
            Your Table, My Apron
            Stir Together
            Salt and Patience
            Pans Out
        """),
        heads=said("""
            Cooking together in your own kitchen, at your speed
            Your favourite dinners, made side by side
            A morning at your stove, with you in charge of the spoon
            Learning to cook again, one pan at a time
            Proper home cooking that the two of us make
        """),
        tails=said("""
            , and a clean sink at the end.
            . What we do not eat goes in the freezer.
            , sitting down or standing up.
            , then we sit down and eat it.
            . Tired hands are welcome.
        """),
        middles=said("""
            We start with what you used to make. You tell me how, and I do the lifting and the hot parts.
            We write each recipe in big letters, so that next time you can lead.
            If your hands shake, you stir and I chop. If you get tired, you taste. Tasting is the best job.
            I have a one-handed board, a jar opener and a kettle tipper. You may try them before you buy any.
            We shop together first, and choose the onions ourselves. It makes the day longer, in a good way.
            One man and I have worked through his wife's recipe book. We are at puddings.
            Some people want to cook for themselves again. Others want the smell, and somebody to eat with.
        """),
        does=said("""
            Cooking with you, from soup to Sunday lunch
            A shopping list, and the shopping too if you like
            Batch cooking and labels that you can read
            Ways to cook with one hand or from a chair
            Washing-up, together or for you
            Food from your childhood, wherever that was
        """),
        does_not=said("""
            Diets that a doctor has set, unless we talk first
            Help with eating
            Deep frying
            Parties and big family meals
        """),
        first=FIRST,
    ),
    Offer(
        slug="cook-for",
        family="meals",
        main=("cooking-for-you",),
        extra=("meals-delivered", "shopping", "cooking-with-you"),
        needs=("older", "long-term-illness", "physical-disability", "carers"),
        papers=("food",),
        weight=8,
        hours="days",
        prices="hour 16 22 .5",
        names=said("""
            A Week of Dinners
            The Freezer Fairy
            Ladle and Lid
            Home Plate
            Pot on the Stove
            Seven Suppers
            The Visiting Cook
            Bread and Butter Cooking
        """),
        heads=said("""
            A week of dinners cooked in your kitchen in one morning
            Home-cooked meals for your freezer, each with a label
            Plain good food, cooked at yours the way you like it
            Big pans of soup, stew and curry, made at your house
            Soft, tasty meals for people who find eating hard
        """),
        tails=said("""
            . I bring the pans and take them away.
            , and I leave the kitchen as I found it.
            . Special diets are no trouble.
            , with the shopping done as well.
            . Halal, vegetarian or meat and two veg.
        """),
        middles=said("""
            In three hours I can make five dinners, a soup and a crumble. You can watch, help or go back to bed.
            I ask what you can lift, open and chew. Then I plan the week around that.
            Every box has its name, its date and how long it takes, in letters you can read from across the room.
            I cook what you like, and then I put a bit more taste in it. Old age does not have to be beige.
            I shop on the way and bring you the receipt. You pay what the till said and not a penny more.
            When somebody comes home from hospital I fill the freezer the day before.
            I cook soft food that still looks like food. It makes all the difference to somebody's pride.
        """),
        does=said("""
            Five to seven meals in one visit
            Shopping on the way, with the receipt
            Soft or mashed food that still looks good
            Halal, vegan, gluten-free and low-salt cooking
            Cleaning the fridge while the pan is on
            Clear labels with dates
        """),
        does_not=said("""
            Help with eating
            Cleaning rooms other than the kitchen
            Cooking without a fridge that works
            Weekends
        """),
        first=FIRST,
    ),
    Offer(
        slug="meals-out",
        family="meals",
        main=("meals-delivered",),
        extra=("companionship", "cooking-for-you"),
        needs=("older", "dementia", "long-term-illness", "physical-disability"),
        papers=("food", "driving"),
        team="sometimes-two",
        weight=7,
        hours="dinner",
        prices="meal 8 12.5 .5",
        names=said("""
            Hot Plate Round
            The Dinner Bike
            Lids Off
            Warm at the Door
            Noon Dinners
            Gravy Train Dinners
            One O’Clock Plates
            Pie and Peas to You
        """),
        heads=said("""
            A hot dinner at your door by one o’clock
            Home-made meals, still steaming, brought round to you
            Dinner on a real plate, carried in and put in front of you
            Tea-time plates for people who live alone
            Caribbean, Indian and English dinners, brought hot
        """),
        tails=said("""
            , and a few words while you find your fork.
            . Fresh each day, never reheated twice.
            . If you do not answer, I do not just go away.
            , with pudding if you have room.
            . The plate goes home with me to wash.
        """),
        middles=said("""
            I cook in the morning and drive out at noon. There are twelve plates on the round, and I know each face.
            I come in, put the plate down, find your glasses and open the curtains. Then I go on to the next.
            If nobody comes to the door I ring you, and then I ring whoever you told me to ring.
            You choose from three each day. There is always one that is not spicy and one without meat.
            I will leave a sandwich for your tea as well. Just say.
            The kitchen has five stars from the food inspector, and I am prouder of that than of my marriage.
        """),
        does=said("""
            A hot main meal, and pudding if you like
            Putting it on the table and opening what is stuck
            A sandwich or salad left for later
            Ringing your family if you do not answer
            Special diets, once we have talked
        """),
        does_not=said("""
            Help with eating
            Deliveries after 2pm
            Shopping
            Tablets
        """),
        first=said("""
            You try one dinner for nothing. If you like it, we fix the days.
            I bring a small taste of three dinners and we talk about what you like.
        """),
    ),
    Offer(
        slug="lunch-club",
        family="meals",
        main=("lunch-club",),
        extra=("social-club", "day-group"),
        setting="venue",
        group=True,
        team="two",
        needs=("older", "dementia", "carers", "mental-health", "homeless"),
        papers=("food", "room"),
        weight=6,
        hours="lunch",
        prices="session 7 12 .5 with lunch",
        names=said("""
            The Long Table
            Thursday Dinner Table
            Elbows on the Table
            Pull Up a Chair
            Seconds
            Bread Together
            Pudding First
            The Gravy Boat Club
        """),
        heads=said("""
            Two courses and a good natter round one long table
            A cooked lunch for anyone who is tired of eating alone
            Soup, a roast and company, once a week
            A lunch club where you can help in the kitchen
            Pay what you can for a hot lunch with neighbours
        """),
        tails=said("""
            . We can find you a lift.
            , and a quiz that nobody wins fairly.
            . Come alone and leave with a phone number.
            , with music on the first week of the month.
            . Carers eat too.
        """),
        middles=said("""
            We eat at half past twelve. People come from eleven, because the kettle does.
            There is one long table, so nobody has to choose where to sit.
            Half of us peel and the other half talk. You may swap.
            Somebody always saves the crossword. Somebody else always knows six across.
            We have a hoist-friendly loo, a ramp, and a man called Frank who meets you at the door.
            Every plate is cooked here that morning. If you cannot manage a knife, it comes cut up and nobody sees.
        """),
        does=said("""
            Two courses, cooked the same morning
            Help at the table if you ask
            Lifts from the nearest streets
            Games, a quiz and sometimes a singer
            A quiet corner
        """),
        does_not=said("""
            Help in the toilet
            Deliveries
            Open in the last week of December
        """),
        first=said("""
            Come and have lunch on us. Sit with one of us, and ask anything.
            Ring before, and somebody meets you outside so that you need not walk in alone.
        """),
    ),
    Offer(
        slug="eat-with",
        family="personal",
        main=("help-eating", "companionship"),
        extra=("cooking-for-you", "reading-games"),
        needs=("dementia", "long-term-illness", "brain-injury", "older"),
        care="directed",
        papers=("food", "care"),
        weight=3,
        hours="meals",
        prices="hour 17.5 22 .5",
        names=said("""
            Slow Spoon
            A Place Laid for Two
            Good Appetite Visits
            No Hurry Dinners
        """),
        heads=said("""
            Somebody to sit beside you at dinner and help, without hurry
            Patient help with eating and drinking, at your own table
            Company and a steady hand at mealtimes
        """),
        tails=said("""
            . I learned from a speech therapist.
            , for as long as it takes.
            . We never talk over your head.
            , so that your family can eat too.
        """),
        middles=said("""
            A meal may take an hour. I have an hour. I sit level with you, and we both have a napkin.
            I know about thick drinks and small mouthfuls. I follow your plan, and I ask if it has changed.
            The family often eat in the next room for once. I can hear them laugh, and so can you.
            I warm the plate twice if need be. Food that is cold is no pleasure.
        """),
        does=said("""
            Help with eating and drinking, as your plan says
            Thickened drinks and soft food
            Noting what you ate and drank
            Talking, or not talking
        """),
        does_not=said("""
            Feeding by tube
            Changes to your plan without the nurse
            Medicines
        """),
        first=said("""
            I come at a mealtime and only watch. You or your family show me how it is done in your house.
        """),
    ),
)
