"""How stories end: one to a line, in the words of one person; `we` for two is made from `I`."""

ENDINGS = """
I keep to the same day and the same time, because I know that it matters.
If I am not the right person, I say so, and I help you look for somebody who is.
I do not wear a uniform, and I never look at my watch.
You can be cross with me on a bad day. I have bad days too.
I like to be told how you do things in your house.
Nothing is too small to ask.
I live close by, so snow does not stop me.
I turn up when I say. If the bus lets me down, I ring.
I bring my own mug, and sometimes a cake.
There is no rush. There never is with me.
If you change your mind, that is all right.
Ask me anything. Ask my references too, they like to talk.
I would sooner do one thing well than five things badly.
I write a line in the book before I go, so that your family can see what we did.
I have a soft voice, so tell me to speak up.
What you tell me stays with me, unless I think you are in danger. I would tell you first.
You are the boss in your own home. I am the guest.
I know when to chat and when to hush.
My dog stays at home, unless you ask for him.
I have been doing this for a while now, and I still look forward to Mondays.
I like dogs, cats and budgies. I am less sure about snakes.
I do not smoke, and I do not mind if you do.
It should feel like a friend coming round, except that the jobs get done.
Families can ring me for a word at any time before nine.
If something worries me, I tell you before I tell anybody else.
I never start with a form. I start with a cup of tea.
I will learn how you take your tea, and I will not forget.
I take my holidays in August, and I tell you long before.
My rule is simple. I treat you as I would want my own dad to be treated.
There will be bad jokes. You have been warned.
I like a routine, and I like it when somebody throws the routine away.
You do not have to tidy up before I come. Nobody should.
I keep my phone in my bag.
Some weeks we talk a lot, and some weeks hardly at all. Both are fine.
I try to leave things better than I found them, and where I found them.
I am still in touch with everybody I have worked for.
If we do not get on, no harm done. We shake hands, and I help you find somebody else.
I was shy once, so I do not mind if you are.
The kettle comes first and the paperwork last.
I work a few hours a week for each person, and I keep my list short.
I know a bit of everybody round here, and that can come in handy.
You set the pace. I am good at slow.
I say what I can do, and I say what I cannot.
I am not cheerful before eight in the morning. After that I am very good company.
I believe in fresh air, clean glasses and asking first.
On your birthday there is a card. It is the law in my house.
I have learned more from the people I visit than I ever did at school.
I like to meet the family too, even if only on the phone.
We go at it bit by bit, and one day it is done.
I stay until it is finished. I do not charge for the last ten minutes.
I come in all weathers, and I have the boots to prove it.
When you are poorly, I still look in. Just a wave through the window if you like.
Being asked for by name is the best wage there is.
Most people laugh at least once. I count it as my job.
You may tell the same story twice. I probably will.
I am happy for somebody to sit in on our first few times.
I do what I do because I like people, and it still surprises me that it is work.
I charge what I would be glad to pay.
If you need something that I do not do, I probably know who does.
I do not talk over anybody's head, and I never talk about somebody as if they were not there.
What matters to you comes first. The list comes second.
I keep a spare key for nobody unless they ask me twice.
You will always get me, and never a stranger.
I remember the names of your grandchildren.
A good day is one where you forget that I am there to help.
I have a clean car, a full tank and a blanket in the back.
My work is small, and I want it to stay small.
I shall be sorry when I am too old to do this.
I am steady. People tell me so, and I have come to like the word.
I answer messages the same day, though never during a visit.
I do not mind mess, noise or silence.
I treat your home like a home.
I like it when we both learn something.
If you are having a bad week, we do the easy things.
I come with a smile and clean hands. The rest we work out.
My own mum tests all my ideas first. She is hard to please.
I have time for a proper goodbye at the end.
I am not the cheapest. I do come back.
I write things down in big letters, and I say them slowly.
People say that I am easy to have about the place.
I hope to know you for a long time.
It is your life. I just lend a hand with it.
I will always tell you the truth, kindly.
I like to finish with something good to look forward to.
I say hello to the cat first. It saves time.
Nobody has to be brave in front of me.
I keep the conversation going when you are tired, and I drop it when you have had enough.
I am at my best when there is something to laugh about and something to mend.
"""

GROUP_ENDINGS = """
Come for ten minutes the first time. Most people stay for the washing-up.
Nobody has to join in. Some people come for the warm room.
There is always a chair by the door for anyone who likes to be near it.
New people get a name badge, a buddy and the good biscuits.
If it is too loud for you there is a side room with a lamp and a kettle.
Bring somebody with you, or come alone and leave with a friend.
Missed a few weeks? We only ask so that we can say we missed you.
We keep the group small on purpose. You can hear yourself think.
Families can stay, or go and have two hours to themselves.
We send a card when somebody is poorly. Everybody signs it.
No experience needed, and nothing here gets marked.
What we make goes home with you, unless you would rather leave it on our wall.
We start late in winter, so that nobody travels in the dark.
There is a raffle. You will probably win some soap.
You will be missed when you are not there. That is the whole idea.
Some people have come every week since we began. Some come twice a year. All are welcome.
Everybody does a job, even if the job is telling the rest of us what to do.
We laugh a lot. We also notice when somebody does not.
You are not a member and there is no committee. You just come.
The first time is free, and so is every cup of tea after it.
Half of our helpers first came because they needed us.
We are quiet in the morning and noisy by noon.
"""

TEAM_ENDINGS = """
You choose who comes, and you may change your mind.
We pay everyone for the time that they travel, so nobody is in a rush.
Any of us will tell you what it is like to work here. Ask us on a bad day.
We tell you the name of the person who comes, the evening before.
If we get it wrong we say so, and we put it right that week.
We say no when we are full. We do not stretch.
Our door is open on Wednesdays, and so is the cake tin.
Nobody here is new for long. People come, and they stay.
We keep the teams small and the rounds on foot where we can.
One phone, one person, one promise: somebody answers.
We write down what matters to you first, and what you need second.
Every spring, the people we help tell us what to change. Then we change it.
Our manager still does two visits a week. She says that it keeps her honest.
"""
