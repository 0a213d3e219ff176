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
yes yeah yep nope ok okay hello hi hey thanks thank bye well
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
water car cars theater weather rain rainy snow snowing sunny temperature degrees storm fog sun moon planet planets galaxy universe
asteroid recipe soup cake pizza pasta breakfast supper cook cooking baking fry roast stew beef chicken pork lamb salmon cheese milk egg
eggs bread flour sugar salt honey whisky chocolate candy banana strawberry vegetable potato tomato onion garlic salad burger sushi
barbecue picnic vegan dairy football soccer hockey basketball volleyball tennis boxing cricket rugby league championship olympics
tournament marathon swimming swim ski goalkeeper stadium guitar piano violin song songs music chords movie movies film films series
actress oscar theatre concert concerts album poem poetry novel novels shakespeare macbeth poet biography joke meme xbox playstation ps5
minecraft fortnite chess poker blackjack casino lottery crossword sudoku riddle netflix cartoon anime comic cat cats kitten dog dogs puppy
hamster hamsters parrot butterfly spider snake frog bear wolf fox fishing pike animal animals bird birds horse cow bee bees insect
dinosaurs dinosaur flower flowers seeds gardening trees lawn mushroom fertiliser fertilizer tomatoes potatoes tyre tyres tire tires brake
brakes petrol gasoline bicycle bike scooter motorbike licence taxi metro tram railway timetable traffic fare spanner wrench ford toyota
bmw holiday holidays vacation beach visa passport abroad spain italy france paris london tokyo china japan berlin dubai manchester leeds
texas europe capital australia suitcase hospital nurses dentist pill pills medicine antibiotics toothache tooth teeth headache stomach
throat cough flu cold covid virus vaccine pregnancy pregnant stroke blood ultrasound xray diet calories vitamin vitamins workout squats
muscles jogging yoga insomnia allergy glasses therapy depression baby toddler nursery homework algebra geometry physics chemistry biology
geography maths math equation quadratic theorem pythagoras integral matrix matrices multiply divide fraction essay university grammar
clause verb noun english french german spanish translate translation continent ocean evolution photosynthesis diagram journal carbon
molecule atom python javascript java programming sql join api linux windows wifi password router browser android iphone ink gpu undefined
loop regex docker git github ssh hosting wordpress html css font photoshop keyboard screenshot reinstall bug debug compile compiler
kubernetes prometheus sklearn viewer syncing seo instagram tiktok youtube facebook twitter podcast blogger influencers logo hashtag tax
taxes vat payroll accounting depreciation bookkeeping vacancy dismissal maternity pension unemployment dollar euro bitcoin crypto bond
bonds dividend inflation wallpaper tile tiles plumber plumbing toilet tap socket fence sauna politics election president parliament
minister war army news sanctions vote police prison court divorce inheritance bankruptcy immigration citizenship weed drinking horoscope
tarot zodiac astrology leo virgo scorpio aries taurus gemini libra pisces prayer easter christmas hiya goodbye goodnight girlfriend
boyfriend kiss birthday anniversary toast marry dress shoes sneakers haircut nails makeup lipstick perfume shampoo beauty clothes photo
photos camera video tv headphones bulb drawing knitting origami ghost wizard dragon knight alien pirate titanic imperial inches feet
metres meters kilometre miles litre kilogram grams spelling synonym fireman earthquake volcano flood evacuation michael john anna peter
maria david
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
