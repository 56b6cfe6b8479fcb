"""What invented people tell of those who help them: three answers (y, p or n), then their words; and the replies."""

from dataclasses import dataclass

SAID = {"y": "yes", "p": "partly", "n": "no"}


@dataclass(frozen=True)
class Told:
    """One story: came, reached, again, and the words."""

    answers: tuple[str, str, str]
    words: str

    @property
    def is_glad(self) -> bool:
        return set(self.answers) == {"yes"}


def _read(block: str) -> list[Told]:
    lines = (line.split("| ", 1) for line in block.strip().splitlines())
    return [Told((SAID[marks[0]], SAID[marks[1]], SAID[marks[2]]), words) for marks, words in lines]


TOLD = {
    "meals": _read("""
yyy| Every Tuesday the kitchen smells of onions again. We cook, we eat, and I sleep better after.
yyy| Dad was living on toast. Now there are two hot dinners a week and he asks what is next.
yyy| The first lesson was scrambled eggs. Last week I made a curry for my sister, all on my own.
ypy| Good plain food, and always hot. Ringing is hard at lunch time, but a text is answered the same day.
yyy| Mum says the soup tastes like her own mother made it. From her that is high praise.
pyy| Came half an hour after the time once or twice, and always rang first. The pies are worth the wait.
yyy| We chop and talk. I had forgotten how nice it is to have somebody else at the table.
yyy| I only wanted help with the oven. Now we bake for the whole landing on Fridays.
yyy| They asked what I like and wrote it down. Nobody had asked me that for years.
"""),
    "company": _read("""
yyy| We play dominoes and argue about football. It is the best part of my week.
yyy| My aunt hardly spoke for a year. Now she tells us about the visits before we have our coats off.
yyy| No fuss and no pity, just good company. We laughed until the tea went cold.
yyp| Very kind, and always on the day. We did not have much to talk about, so we stopped after two months.
yyy| Somebody who listens and remembers what you said last time. That is rarer than you think.
ypy| The visits are lovely. It took three days to get an answer on the phone in the summer.
yyy| We read the paper aloud, both of us. I do the crossword, and the hard ones we do together.
yyy| A phone call every morning at nine. I get dressed for it, although nobody sees me.
yyy| My brother trusts few people. It took a month of short visits, and nobody hurried him.
"""),
    "out": _read("""
yyy| I had not been on a bus for two years. Now we go to the market every Thursday.
yyy| Waited with me at the hospital for three hours, and never looked at the clock.
yyy| We walk to the park and back. At first it was to the corner and back.
pyy| The car was stuck in traffic twice, but somebody always rang. My son gets to his class and that is what counts.
yyy| My lad went to the match with a friend and not with his mum. You should have seen his face.
yyy| The shopping is done with me and not for me. I choose the apples myself.
ypy| A careful driver and a good laugh. The phone goes to messages in the day, so plan ahead.
yyy| We have been to every café in town and have a list of the best cakes.
"""),
    "personal": _read("""
yyy| Calm hands, warm towels, and no rush. I do not dread the mornings now.
yyy| My husband is a proud man. He says it feels like help from a friend.
yyy| Always the same face at the door. After years of strangers that means everything to us.
pyy| Ten minutes after the hour now and then, and we are told when. The care itself is first rate.
yyy| My hair was cut in my own kitchen with the radio on. I felt like myself again.
yyy| Shows me how, and then lets me do it. I manage the buttons on my own now.
ypp| Gentle and clean. We needed more hours than there were, so we found somebody else as well.
"""),
    "home": _read("""
yyy| The windows let in light again. I can see my garden from the chair.
yyy| A shelf, two taps and the gate, all in one morning, and swept up after.
yyy| We sorted one drawer at a time. Nothing was thrown away without asking me.
yyn| The lawn was cut well, but my roses went with it. I had asked for them to be left.
yyy| All the letters are in one folder, and I know which ones matter. I sleep better.
ypy| Does a proper job for a fair price. In spring you wait a fortnight for an answer.
yyy| Mum could see her sister on the tablet after one lesson. They both cried, and then so did I.
yyy| Every second Friday, on the dot, with a smile. The bathroom has never been so clean.
pyy| Had to move our day twice and said so well ahead. Honest and careful work.
"""),
    "night": _read("""
yyy| I slept for seven hours, the first time since spring. In the morning there was a note about the night.
yyy| My mother wakes and somebody is there. That is all we wanted, and it is done with such patience.
yyp| A quiet and steady person through the night. We would have liked one who stays for breakfast too.
yyy| It feels like a guest who happens to be awake. Nobody in the house is nervous any more.
"""),
    "groups": _read("""
yyy| I came to watch and went home with paint on my sleeves. Now I have a picture on the wall.
yyy| We sing the old ones and the new ones. My wife knows every word, even on a bad day.
yyy| Nobody is left sitting alone. They put you next to somebody you will like.
ypy| A happy room and good biscuits. The phone is not answered on the day of the group, so ring the day before.
yyy| I made a birdhouse and it is not even crooked. The tea is strong and so are the jokes.
yyy| My daughter has friends who ring her now. That began here, over the beads.
yyp| Friendly people. It is a bit loud for me, so I come in the mornings when it is quieter.
yyy| We grow beans and eat them. I have not missed a week, not even in the rain.
"""),
    "breaks": _read("""
yyy| Three hours to myself every week. I had forgotten what I like to do with them.
yyy| Our son runs to the door when the bell goes. We go to the cinema and nobody feels bad about it.
yyy| The first week home from hospital was easy, because somebody came morning and evening.
ypy| Wonderful with the children. Getting through in the school holidays takes some tries.
yyy| She had a weekend by the sea and came back brown. We had a weekend of sleep.
yyp| All went well. Our times changed, and there was no room on the new day.
"""),
}
THANKS = (
    "Thank you. It is a joy to come.",
    "Thank you for the kind words. See you next week.",
    "That made my day. Thank you.",
    "Thank you. The kettle is always a good part of it.",
)
SORRY = (
    "Thank you for saying so. We have changed how we do this, and we are sorry.",
    "Thank you. We answer messages twice a day now, so that nobody waits.",
    "You are right, and we are sorry. Please tell us at once if it happens again.",
)
NAMES = """
    Ruth Stan Beryl Harjit Maureen Leroy Joyce Ken Pauline Derek Sheila Amrit Dot Winston Marjorie Colin Brenda Zofia
    Terry Rosa Gwen Malcolm Irene Yusuf Norma Clive Shanice Betty Raymond Parveen Audrey Trevor Edna Graham Lorna Vera
""".split()  # noqa: SIM905
LAST = "ABCDGHJLMPRSTW"
QUERY = "We started in May and not in March, and the times were agreed with the family. Please ask them."
CAN_HELP = (
    "I am free on Tuesday and Friday mornings, and I live ten minutes away. Come and meet me for a cup of tea first.",
    "We have one place left in the afternoons. You are welcome to try it once for nothing.",
    "I could begin next week. Have a look at my page, and ask me whatever you like.",
)
