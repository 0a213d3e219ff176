"""English words the search has to know although no row owns them."""

FRAMES = """
b2b b2c vs versus differ differs different difference differences compare compared comparison comparing between contrast distinguish what is are was the a an of in on at to for and or
with about by from as it its this that these those tell explain show mean means meaning definition example examples topic please how does do did which like why between both kind type
"""

FUNCTIONS = """
i you he she we they me him her us them my your his our their mine yours ours who whom whose where when much many
not no don't doesn't didn't isn't aren't won't can't cannot without over under after before into out off up down through during until since per
if because though while then there here so such only already even also too just again still ever never always often usually sometimes
all every each any some one two three several both other another same own more most less least better best worse
be been being have has had having can could may might must shall should will would need needs ought am going gonna
i'm you're we're they're it's that's i've we've i'll we'll he's what's let's let
very really quite rather than now today tomorrow soon later ago yet anyway else someone something anything everything everyone everybody nobody nothing anybody
"""

COMMON = """
make makes making made take takes taking get gets getting got give gives giving go goes keep keeps put say says said saying ask asks asking asked tell told know knows knew want wants wanted
think thinks thinking see sees look looks find found work works working worked use uses using used try tries start starts starting begin stop run runs help helps come comes bring call calls set
leave leaves feel seem seems seemed become turn happen happens matter matters depend depends count counts change changes handle deal
thing things people person man way ways day days week weeks month months year years time times hour hours part place point case end side word words question questions lot number bit
big small large little new old good bad first second third last next right left long short high low great real important main whole able wrong sure ready enough few only
company companies business businesses firm plant factory office shop store customer customers client clients buyer buyers deal deals sale sales sell sells selling sold seller sellers salesperson salesman rep reps manager boss
well actually usually normally really exactly back away around together
two three four five six seven eight nine ten twenty thirty hundred thousand fifteen
problem reason rule rules issue situation approach method kind sort level
"""

FAMILIES = """
decid* decision* deciding
long length* lengthy month* drag* prolong*
quick* fast* swift* rapid* speed* instant*
expens* dear pricey costly
cheap* inexpens* lowcost affordab* budget-friendly
discount* bargain* haggl* rebate* concession*
client* customer* buyer* shopper* purchaser* consumer* prospect
seller* salesperson* salesman* salesmen* salespeople* rep reps vendor salesforce
deal* sale* sell* selling sold
product* good goods item* merchandis*
know knows knowing knowledg* expert* competen* savvy proficien*
train* learn* course* teach* coach* workshop* seminar* bootcamp* upskill* class* lesson* academ* curricul* educat*
metric* kpi kpis figure* indicator* dashboard* scoreboard* statistic*
quota* norm norms target*
need* pain* want wants motiv* wish* desir*
loyal* regular* returning repeat* recurring
profit* money income earn* revenue margin* cash
team* colleague* department* coworker* crossfunction* interdepartment*
tender* bid bids bidding rfp rfq rfi procurement* auction* purchasing
contract* legal* lawyer* agreement* clause* attorney*
procedure* process* regulat* formal* bureaucra* protocol*
market* niche* territor*
finite limit* narrow* few scarce handful*
endless* unlimit* infinit* boundless* countless*
supplier* vendor* provider* incumbent*
risk* consequen* mistake* fail* damage* regret* harm*
impact* affect* influenc* effect
custom customi* bespoke tailor* individuali* personali* specialis* specializ* oneoff
standard* boxed templat* off-the-shelf generic
complex* complic* sophisticat* intricat*
simple simpl* easy basic plain
effort* energy attention workload
rapport* chemistr* charm* charism* personal* likeab* relationship* trust* friend* psycholog*
prepar* prep homework
clos* finaliz* finalis*
evaluat* judg* apprais* assess*
committee* group* board collectiv*
boss* director* ceo cfo owner* chief manager* superior*
wife husband spouse family partner
postpone* delay* stall* stuck freez* frozen
script* talktrack dialogu* canned
negotiat* bargaining
objection* rebuttal* pushback
requirement* spec specs specificat* brief
proposal* offer* quote* quotation* pitch
key strategic whale* major vip biggest top
technical* engineer* technician* presales
alone solo single-handed* myself independ*
meeting* visit* appointment*
purchas* buy buys buying bought
lead* head* steer* orchestrat* coordinat* quarterback* conduct*
prioriti* priorit*
stage* phase* step*
"""

FOREIGN = """
weather rain snow forecast sunny temperature recipe soup cake pasta pizza dinner breakfast lunch cook cooking bake stew beef chicken beer wine coffee tea restaurant
football soccer hockey basketball match league score goal guitar song music chords movie film series actor oscar theatre concert game games ps5 xbox playstation minecraft
cat dog puppy fish fishing animal bird flower flowers garden plants tomato potato
car engine oil tyre tire brake petrol gas garage bike bicycle scooter licence parking taxi bus train flight airport ticket tickets hotel visa passport holiday vacation trip travel beach
doctor hospital pill headache pain knee throat flu cold pregnancy diet weight calories vitamin workout exercises gym muscle running sleep yoga dentist
child kids baby school homework algebra geometry physics chemistry equation integral matrix matrices multiply divide root exam student essay university photosynthesis dinosaurs asteroid carbon diagram
python javascript java code coding programming sql join ssh api linux windows wifi password router browser android iphone phone laptop printer ink computer gpu undefined loop regex docker git kubernetes syncing excel formula
website landing logo font css html photoshop seo instagram tiktok youtube blog podcast design wordpress
tax taxes vat payroll accounting depreciation bookkeeping fire hire hiring resume cv interview vacancy dismissal maternity salary visa
dollar euro bitcoin crypto stocks shares stock investing mortgage ebay amazon
apartment flat rent house renovation wallpaper tile plumber toilet tap socket door lock window sofa wardrobe washing fridge vacuum drill screw hammer imperial inches
politics election president war news sanctions vote
horoscope tarot zodiac astrology leo virgo dream
hello hi hey bye thanks goodbye morning evening night joke poem birthday wedding gift love girlfriend boyfriend
divorce inheritance lawsuit
dress shoes sneakers haircut makeup
photo camera lens video studying
lottery casino poker chess blackjack cards crossword sudoku keys lyrics capital translate cinema warehouse texas holidays
"""

FOREIGN_PHRASES = """
how are you
how's it going
good morning
good night
good evening
what's up
who are you
are you a bot
what time is it
what is your name
life cycle
carbon cycle
washing cycle
stock market
farmers market
flea market
job market
housing market
super market
job offer
offer letter
meal plan
lesson plan
floor plan
phone plan
data plan
holiday plan
role playing
role playing games
role model
impact driver
email client
client for ssh
ssh client
metric system
metric to imperial
ford focus
focus while studying
product of two
cross product
dot product
car keys
piano keys
key west
keyboard keys
tender beef
chicken tender
source code
power source
open source
decision tree
training wheels
potty training
dog training
weight training
peace negotiations
peace talks
football team
team building games
house for sale
garage sale
yard sale
card dealer
car dealer
back pain
evaluation of expression
success story netflix
special needs
team fortress
"""
