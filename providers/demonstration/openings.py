"""How stories begin: what somebody did before. One to a line: tags, then the words.

Tags before the bar say whom a line fits: families of work, old (over 52), young (under 35), f, m. {years} becomes a
number of years in words, {town} the place they come from.
"""

ALONE = """
meals old| I ran a primary school kitchen for {years}. I can peel for sixty without looking.
meals| I was a chef in a pub that shut. What I missed was hearing people enjoy their food.
meals old f| My husband ate my dinners for {years}. When he died I kept cooking for two, and that is how this began.
meals| I baked for a market stall until my knees said no. Now I bake in your kitchen, sitting down when I need to.
meals young| I learned to cook from my nan, who measured nothing. I still hear her when I season a pan.
meals| I fed three sons and their friends on one wage. Cheap and good is what I know best.
meals| I cooked in a care home for {years}. There I had four minutes for each plate. Here I have all morning.
meals m| I cooked on ships for {years}. Nobody on a ship is rude to the cook.
meals f| I did the school dinners and then the lunch club at our chapel. Feeding people is how I say hello.
meals| I worked in a hospital kitchen and saw trays come back full. Food has to taste of something.
meals young| I left catering college with a certificate and no wish to shout. So I cook quietly, for people I know.
meals old| I had a café by the bus station for {years}. My regulars grew old, and I went to them.
meals| I was a butcher's assistant and then a butcher. I know what a cheap cut can do on a slow stove.
meals f| I raised four children on an allotment and a big pan. The pan is still going.
company old| I delivered the post for {years}. On some streets I was the only person who knocked.
company| I cared for my mum until she died. The hardest hours were the quiet ones, so I fill those for other people.
company old| I was a librarian until our branch closed. I still know who likes murders and who likes ships.
company| I worked on a hospital ward desk for {years}. I learned to tell who needed a chat and who needed peace.
company| I used to sell flowers. You hear everything over a counter of flowers, good news and bad.
company young| I lived with my grandad while I was at college. We watched every quiz on the telly, and he won.
company old| I taught infants for {years}. Patience is not a virtue by now. It is a habit.
company| I sat with my neighbour every Thursday for years. When she moved away, I missed it more than she did.
company f| I was a doctor's receptionist. People told me they were fine, and then they told me the truth.
company m old| I was a church organist and a piano tuner. I have sat in a great many front rooms.
company| I was a funeral director's assistant for {years}. It taught me to be calm, and how to listen.
company old m| I drove a milk float at four in the morning. I looked after some of my customers without being asked.
company| I ran the wool shop in {town}. Half of my customers came for the chair by the stove.
company young| I have a brother with autism. I learned early that there are many ways to say hello.
out old| I drove the number {bus} bus for {years}. I know every stop, and who waits too long at it.
out m| I was a taxi driver who always got out to carry the shopping. My boss said it lost us money.
out| I was a walking guide in the hills until I had children. A slow mile is often the best one.
out old| I was a park keeper for {years}. I can tell you the name of every tree between here and town.
out young| I coached football at the youth club. Then one lad's mum asked if I would take him to a real match.
out| I worked in the ticket office at the station. I still plan a journey for fun.
out m| I was a bricklayer until my back gave in. I was stuck indoors for a year. I know what that does to you.
out f| I was a dinner lady, then a lollipop lady. I have been seeing people safely over the road for {years}.
out| I worked at the museum front desk. Nobody stays indoors on a day out with me.
out old| I was a driving examiner for {years}. I am much nicer than that sounds.
out young| I trained as a sports coach and found that I liked the shy ones best.
out| I took my dad to every one of his hospital visits. Four years, two buses each way. I learned how it works.
out m old| I was a coach driver. Blackpool, Bridlington, Barry Island. I always waited for the last one back.
out| I worked in a job centre. I got tired of the screens and kept the good bit, which is the talking.
personal f| I was a care worker for an agency for {years}. I left because of the clock, never because of the people.
personal| I was a nursing assistant on a stroke ward. I know how to help without taking over.
personal old| I nursed for {years}, most of it on nights. My feet retired. The rest of me did not.
personal| I looked after my own mother at home. I know what it is to let somebody in through your door.
personal young| I started as a care assistant at eighteen. I wanted more than fifteen minutes with each person.
personal| I worked in a hospice for {years}. You learn to slow down there, and to knock.
personal m| I was a hospital porter. For {years} I moved people about and made them laugh while I did it.
personal f| I had my own hair salon for {years}. When my ladies stopped coming in, I went out to them.
personal m| I was a barber in {town} for {years}. I cut grandads, dads and sons, sometimes all on one Saturday.
personal f old| I was a district nurse and knew every dog in the valley. Now I have time to stroke them.
personal| I was a rehab assistant. We taught people to stand again, and to be cross about it, which helps.
personal m| I was in the army, and then I cared for my father. The second one was harder.
personal f| I have been a midwife, a carer and a gran. All three are about turning up.
personal| I worked in a day centre until it shut. The people I knew there still needed a hand, so I gave it.
home old m| I was a joiner for {years}. My hands still want something to mend.
home| I cleaned offices at night for {years}. Nobody ever said thank you to me there. At yours, people do.
home m| I worked in the council parks gang. I have cut more grass than most people have seen.
home f| I was a hotel housekeeper. I can make a bed that you would pay for.
home| I was a bank clerk when banks had clerks. Forms do not frighten me at all.
home young m| I grew up on a building site with my uncle. I fix what I can, and say so when I cannot.
home old| I was a caretaker at a big school for {years}. Lost keys, stuck doors, floods. I have seen it.
home young| I fix computers for a living and explain them for fun. My gran was my first customer.
home| I worked for the housing office for {years}. I know which form goes where, and who to ring when it does not.
home m| I was a plumber's mate, then a plumber. I am the one who takes his boots off at your door.
home f| I ran my family's farm accounts at the kitchen table. A shoe box of letters is nothing to me.
home| I moved house eleven times as a child. I am very good at boxes, and at not throwing away the wrong thing.
home old m| I was an electrician for {years}. I do the small jobs now, the ones nobody would come out for.
home f| I was a seamstress and took in ironing. I like warm linen and the radio on.
night old| I was a night sister for {years}. I never did get used to sleeping when it is dark.
night| I worked nights in a warehouse. Awake is awake, so I thought I may as well be some use to somebody.
night f| I was a night carer in a home with forty beds. One bed is better, for both of us.
night| I sat up with my father-in-law for most of a year. I know how long four in the morning is.
night m old| I was a signalman on the railway. Quiet nights, a kettle, and always listening out.
night young| I am a night owl and always was. My sister says I was born in the wrong time zone.
night f old| I worked nights at the children's hospital for {years}. I can hear a change in breathing through a wall.
night| I was a hotel night porter for {years}. People come to you at three with their real worries.
groups| I taught art in a comprehensive for {years}. I always liked the back row best.
groups old| I was a weaver at the mill until it closed. My hands never stopped wanting work.
groups m| I played bass in bands that nobody has heard of. Then a friend asked me to play at a memory café.
groups young| I trained in drama and found I like a village hall better than a stage.
groups| I was a PE teacher who hated picking teams. In our sessions nobody gets picked last.
groups old| I kept an allotment for {years} and grew far more than we could eat. Company was what I lacked.
groups f| I was a youth worker until the money ended. The young people had not ended, so I carried on.
groups| I sang in choirs all my life. In ours you do not need to read a note.
groups m old| I was a pattern maker in a foundry. I have a shed full of tools and time to share both.
groups f| I taught people to sew in the back of a fabric shop. We laughed so much that the shop next door complained.
groups| I had a bad few years and a group got me through. I now run the sort of group I needed then.
groups young| I studied gardening and hated working alone. So I grow things with other people.
groups old f| I ran the Brownies for {years}. Paste, glitter and good manners.
groups| I was a potter with a cold studio and nobody to talk to. Now there are eight of us and it is warm.
breaks f| I have a disabled son, grown up now. I know how much two free hours are worth.
breaks| I worked in a special school for {years}. The school holidays were when families struggled most.
breaks| I was a hospital discharge clerk. I watched people go home to a cold house and an empty fridge.
breaks old f| I looked after my husband for {years}. I would have paid anything for one whole day asleep.
breaks young| I was a young carer myself. I know the whole family needs the break, not just one of them.
breaks m| I was a play worker and then a dad. I can build a den out of anything.
breaks f| I was a nursery nurse for {years}. Later I learned that grown-ups like a story too.
breaks| I fostered for {years}. Our door was never shut, and our table was never tidy.
old| I retired at sixty and lasted five weeks. I am no good at sitting about.
old| I worked in the same factory for {years}. We looked after each other there, and I wanted that again.
old m| I was a miner, and after that a school caretaker. In both jobs you look out for the next man.
old f| I ran the village shop until it closed. I knew who had not been in that week.
old| I was made redundant at fifty-five and told to rest. I rested for a fortnight.
young| I am the youngest of six and the only one who stayed near home. Somebody has to bring the cake.
young| I did two years of a nursing course and left. It was the paper I could not do. The people I loved.
young| I stacked shelves at night and cared for my nan by day. Guess which one I was good at.
any| I worked in a call centre for {years}. I had a script then. I talk like myself now.
any| I was a police officer for {years}. I saw how many people only needed someone to come round.
any| I was a farm worker. Animals taught me to be early and to speak softly.
any| I had a stroke at forty-three and got better slowly. The people who helped me best never hurried me.
any| I was in the fire service. I still check everybody's smoke alarm without thinking.
any| I lost my job in the same month as I lost my dad. Helping next door got me up in the morning.
any| I was a teaching assistant for {years}. I sat with the ones who found it hard.
any f| When my youngest started school I looked for work that fitted round her. I found work I love.
any| I grew up over my parents' shop in {town}. You learn to talk to anybody.
any| I sold shoes for {years}. I have knelt at the feet of half this town.
any m| I was a lorry driver for {years}. I had a great many hours to think about what I would rather do.
any| I worked in insurance until I could not face another screen. I have not missed it for a minute.
any| I came to {town} for one summer and stayed for {years}. The people here took me in.
any f| I was a cabin crew manager. I can stay cheerful in a small space for a very long time.
any| I live with depression, and I am honest about it. It made me kinder, and I know when not to talk.
any| I have used a wheelchair since I was nineteen. I know which doors are lying about being wide enough.
any| I was a vet's nurse for {years}. Frightened creatures and worried families, that was the job.
any m| I stayed at home with our twins while my wife worked. It was the making of me.
"""

FROM_AFAR = {
    "caribbean": (
        "My parents came from {island} in the fifties. In our house nobody left without a plate of food.",
        "I grew up in a house full of aunties from {island}. Looking after each other was just called Sunday.",
        "My gran came over from {island} to nurse. I have her watch, and I think I have her ways.",
    ),
    "south-asian": (
        "My mother lived with us until she was ninety-four. What I know about old age, she taught me.",
        "I came from {asia} as a bride and spoke no English. A neighbour taught me over tea. I have not forgotten.",
        "My parents' shop was open from six until ten. I grew up behind the till, listening to everybody's news.",
        "I interpreted for my grandparents from the age of seven. I am used to explaining things twice.",
    ),
    "polish": (
        "I came from {poland} in 2006 for one year. I have a house, a dog and a football scarf now.",
        "I was a primary teacher in {poland}. Here I first packed boxes, and then I found work with people again.",
        "My babcia brought me up near {poland}. She never let anybody sit alone, and neither do I.",
    ),
    "somali": (
        "I came from Somalia by way of Holland. I know what it is to be new in a street, and shy in a shop.",
        "In my family the old people have the best chair. I came here from Mogadishu and I kept that rule.",
    ),
    "italian": (
        "My family came from near Naples to make ice cream. I was raised on Sunday lunches that went on until dark.",
        "My father was an Italian baker. He used to say that nobody is a stranger with bread in their hand.",
    ),
    "nigerian": (
        "I was a bank manager in Lagos. Here I started again, and I found the work I should always have done.",
        "In Ibadan where I grew up, you greet every older person on the street. I still do, and people like it.",
    ),
    "irish": (
        "I came over from Mayo at seventeen with a cardboard case. The kindness of strangers was no small thing.",
        "I am one of nine from County Clare. I can talk to anybody, and I know when to stop.",
    ),
    "roma": (
        "I am Roma, from Slovakia. In our families nobody is put away when they grow old. I work the same way.",
        "My family came from Romania when I was a girl. My mother cleaned, and I learned to do a thing properly.",
    ),
    "chinese": (
        "My parents ran the takeaway in {town}. I did my homework on the counter and knew every customer's order.",
        "I came from Hong Kong in middle life. Making friends at fifty is hard, so I know how that feels.",
    ),
    "ukrainian": (
        "I came from Ukraine in 2022 and a family here gave us their spare room. This is how I say thank you.",
    ),
    "eritrean": (
        "I came from Eritrea on my own at sixteen. Older people here became my family, one cup of coffee at a time.",
    ),
    "iranian": (
        "I was a pharmacist in Shiraz. I am not one here, but I still believe that being kind is half of the cure.",
    ),
    "portuguese": (
        "I came from Madeira to pick fruit one summer. I stayed for the people and got used to the rain.",
    ),
    "romanian": (
        "I was a village nurse in Romania. I came here for my daughter, and people are the same everywhere.",
    ),
}  # fmt: skip

TOGETHER = """
any| We met at the school gate and talked about this for two years. Then we stopped talking and began.
any| One of us is patient, and the other can drive. It seemed a pity not to join up.
any| We were on the same hospital ward as nurses. We wanted to help people before they got that far.
any m| We are two brothers who cared for our dad together. We were good at it, so we carried on.
any| We used to work for the same agency. We left on the same Friday.
any| We have been best friends since we were eleven. We finish each other's crosswords.
groups| We began with a tea urn, a borrowed hall and nine chairs. By Christmas we had to borrow more chairs.
groups| We both taught art until we retired. Neither of us could face an empty Tuesday.
groups| We met in a choir. We were told off for laughing, which is how we knew.
groups| We started this when the day centre closed. The people we knew there had nowhere to go on a Wednesday.
groups f| We are sisters. Our mum had dementia, and we looked for a place where she could sing. There was none.
groups| We had a barn, a kettle and a lot of willow. Now we have friends as well.
meals| We cook together, and we have been married for {years}. It can be done.
meals| We ran a café until the rent went up. We kept the recipes and the customers, and lost the rent.
out| We are neighbours with one minibus between us. It seemed silly to leave it on the drive.
out| We met through running, and slowed down together. Slow is better for talking.
home| One of us does the ladders now, and the other does the tea and the small print.
home| We cleaned the same offices for {years} and talked the whole time. We still do, only in nicer rooms.
personal| We trained together at eighteen, and we both wanted to work close to home.
night| We share the nights between us, so that you always see one of the same two faces.
breaks f| We are two mums of disabled children, both grown now. We know what families will not ask for.
breaks| We fostered for {years} between us. Our houses are loud, and nothing shocks us.
any| We are cousins, and our gran was our first customer. She was strict, and it did us good.
any| We both wanted work that we could walk to. We found it three streets away.
"""

LARGER = """
any| We began in {year} around a kitchen table. There are {count} of us now, and we still know everyone by name.
any| Families set us up in {year} because nothing here suited their own. Five of them still sit on our board.
any| We are owned by the people who work here. We all vote, and we all see what comes in and goes out.
any| We started with one person in one village. Now there are {count} of us, in small teams that stay small.
groups| We began as a Friday club in {year}. Many who first came for the soup now make it.
groups| We were given an old hall for a pound a year. We have filled it, and mended most of the roof.
any| Our founder's mother could not find the help she wanted. So a few neighbours made it, in {year}.
any| We are a small charity that has been in {town} for {years}. Most of us live within a mile.
any| Volunteers began this in {year}, and half of us are still volunteers. We train everyone together.
personal| We are a registered service, {count} of us in all. You will have a team of four and know each one.
"""

AGAIN = """
any| This grew out of my other work. People kept asking, and I kept saying yes.
any| A lady I visit asked if I could do this as well. It turned out that I could.
any| I do this on the days when I do not do the other. It keeps me fresh.
any| I added this last spring, when I had finished the right course.
any| Two families asked me for this in the same week. I took the hint.
any| I trained for this first, years ago. I have come back to it.
any| This is my other pair of hands. It suits people who know me already, and people who do not.
any| I used to do this as a favour. Now I do it properly, with insurance.
any| My week has room for two kinds of work, and this is the second.
any| It began with one person on my street. There are a few more now.
any| This is the quieter half of what I do. I like having both.
any| I was asked to do this by a man who said he would not ask twice. He was right.
any| My sister said that I ought to be paid for this. She is usually right.
any| I did a course one winter, mostly to get out of the house. It led here.
any| This began in a quiet month, and it did not stop when the month did.
any| A neighbour broke her hip, and I learned on the job. She says I was slow at first.
any| I have always liked variety. This is my change from the other work.
any| Half of the people I know from my other work come for this as well.
any| I did this for my own family for years before I did it for anybody else.
any| There was nobody near here who did this, so I asked what it would take.
"""
