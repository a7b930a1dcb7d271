"""English words that lie one slip from a word of the lexicon and are words of their own: never "mended"."""

from __future__ import annotations

_WORDS = """
ababa aback abbot abby abed abel abetting abide abiding ably abode abort aborted abou absolute absorbed achilles
acre acres actin activate actively acton acute adapting adder addiction addie addis addy adel adhd adidas adios
admirable adoption adrenalin adrift advancing advent adventurers adventurous adverbs advertised advertising aerial
aerials afloat afoot afterward agave aggression agnes ahmad ahmed ahold aide aided aides aiding aids aint aires airs
alain alcoa alder aldo alger alice alight alisa alla allah allay alle alley alleys alli alliance alliances allie
allied allies allo alloy alloys allstate ally almighty alon alrighty altar altars alternative alternatives alto
alves always amassing amazingly ambiance ambien ambition ambitions amines among amore ample amply analogies
analogous analogy anda andersen andersson andi andover andy anesthetic anima animus anna annually anode ante antoni
antony ants anya anymore apologise apologised apologises apologising apologize apologized apologizes apologizing
appeal appealed appealing appeals appendix aptly area arent arias arie ariel aries arise arises arising armed arming
arose arse arte arty assemblies assembly assent assert asserted asserting asserts asses assess assisted asst aster
aston athens atone atrial attack attacked attacking attacks auction auctioned auctions audi audit audited auditing
audition audits augusta auguste augusto augustus aunty aversion avert averted avery avid avril await awaited
awaiting awaits awhile axle ayres baba babble babe babes babu babysit baca bach backyard bada bade badgers baek baer
bags baillie bain bait baited baiting baits baka baku bald balding bale balk balls bank banked banking banks banned
banning barb barbed barbs bard bards barge barges bari bark barked barking barks barley baron barons barr barre
barred barring base bases basil basin basins basis bask basking bass batch bate bates bath bathe bathed bathing
baths batter battered battering batters battery bauer beached beads beaks beam beams bean beans bear beard bearded
beards bearing bearings bears beast beastie beasts beaters beau beautifully became beck becky bedding beef beer
beers beet beetles beets beggar beggars begging beholder belated bell bella belle belles bellied bellies bello
bellow bellows belly beloved belt belts bench bend bending bends bene benin benning bent berated bert beset bess
beta beth beto bette betts bevin beyer bigger biggs bight bike bikes biking bills binding bindings binds biome bite
biter bitter bitters blackie blake blame blames blaming blanc blaze blazing bleachers bleak bled blessings bleu blew
blige blight blighted bliss bloc blocs blog blogs blond bloom blum bluray blurb blurted blush blushed blushing boars
boast boasted boasting boasts boat boats bobble bock bodhi boing boko boland bolt bolted bolts bond bonded bonding
bonds boned boobs booed boogie booing boom booth booths booty borden bores born boro bosh bossy botched botha bottle
bottles boulder boulders bounty bout bouts bowed bowing bows boxy boyd boys brad brake brakes braking bran brandi
brando brandy brant bras brash brass brat brats brava brave braved braves brawn breached breaches breaching bread
breath breaths bred breed breeding breeds breen bren bribe bribed bribes bribing brice brick bricks bridge bridges
bridle brie brig briggs brightly brighton brilliantly brisket brock broke broker brokers brook brookings brooks
broom broth browne brownies brows browsing bruh buck bucking bucks bucky budge bugger buggers buick builders
buildings bullies bulls bumble bumpy bunt bunting buoy buoyed buoys buren buried burt buses bush bushy buss bust
busted bute butt butte butter buttered butters buttery button buttoned buttons butts cached caching caen cahill cain
cake calc calder caldera cale calf cali calibrate calibration calibre caliph calle callers callum calum cambodia
camel cameo cameos camo camp camping camps camry camus cana cancer cancers cannes cannon cannons cano canto capitan
capt captain captained captains captives cara carat carats cardi cardinal cardinals carey carl carly caro carp carr
carrey carta carte carton cartons carved carving cary casa casas casey caste casually cate cater catered catering
caters cathy cats cause causes caution cautioned cautions cautious cease ceases celebrities celebrity cells centrist
ceres cert certain certainty challenge challenges chalmers chan chancel chanel chang changers changi channing chant
chanted chanting chants chaos chap chaplain chaplains char characterised characterized chard charge charged charges
charging charing charities charity charles charm charming charms chase chases chat chatting cheat cheated cheating
cheats checkers cheek cheeks cheer cheered cheerfully cheering cheerios cheese cheeses chemical chemicals cheng
cherry chiang chica chicken chico childers childress chile chiles chili chilli chilly chin ching chipped chippy
chips chiron choc choi choking chomping chong choo choppers christian christians chrome chuckled chuckling chucky
chung chunk chunks chute chutes circulated circulating cite cites citi cking clack claim claimed claiming claims
clam clamor clamoring clams clan clans clap clapped clapping claps clare clarence clarify clarifying clarita clashes
clashing classically classified claus clause clauses claws cleansed cleanser cleansing cleary cleats click clicked
clicking clicks cline clio clippers clit cloak cloaked cloaking cloaks cloister clos closet closeted closets closure
closures clothes clothing cloud clouded clouds clove clover cloves clues clustered cnet coal coals coarse cock
cocked cocks code coder coders codes coding cody coffers coffey coil coiled coils coke coker coking cola coles colic
collagen collapse collar collared collars collecting collective collector collectors college colleges collided
collider colluded colo colon colorado colt colts columbus column columnist coma comb combed combination combinations
combing combs comers comet comets comey comically comin comm comma command commanded commander commanders commanding
commandos commas comme commence commenced comments commercially commie commies commoner commoners comms como comp
companion companions compassion compete competition competitions compilers completion complexes complications
complied complies composers composite compost composting comprises comps comte concern concerned concerning concerns
concerto concession concessions concrete concussion cond conde condemned condom condoms cone cones coney conferring
confessed confidence confined conform conforming conforms confusion congo congrats congress conical connecting
connection connections conned conner conor consensus considerable consisted consistency consistently consisting
constant cont containers contemplating contempt contended continuous contract contracted contracting contracts
convent converged convergence converging conversing convince cooke cooley coop cooper cooperate coopers coors copa
copd coping copped copping cops cord cords core cores cork cormier cornea corned cornet coroner corp corporal corps
correctly correlated correlation corruption cory cosa cosby cosmic cost costing costs cots couch coughing coulda
couldn coulter countess counties countless county coupe court courts coven coventry covert covet coveted covey
cowering coyne crab crack cracked cracking cracks crafty cram crane cranky crass crate crates craving cray craze
crazed creaking crease creases creatine creation creations creative creators creature creatures creditors creed
creek cremated creme crepe crepes crested crete crim crimea crises crisis crispin crispr crispy criss crock crocs
croft crooked crosse crow crows crush crushed crushing cryo cuba cubs cuck cues cull culled culling cult cults
cumbria cunts cuomo cups curation curb curd cured curly currency currently curry curse cursed curses cursing curt
curtail curtailed curtin curve curves custer cutie cutler cutter cutters dada dade daft dais dale dally dame damp
damping dams dancers dancin dane danes dante dara darcy dare dares darien daring darko darling darn darned darren
dart darting darts dash dashed dashing data dave dawn dawned dawning dawns dayz dealt debating deceased deck decked
decking decks declined decree decrees dedicate dedicated dedicates deed deeds deemed deer defended defending define
defines defining definite definitive degas dela delegate delegates deli deliveries delivery dell deloitte delta
deluge demi demon demons dems dent dented dents depending deplete depleted derail derailed derek deriving
descendants destined detain detained detaining developer developers develops dias diaz dick dicks diddy didi dido
diem dieu difference differences differently differing digitally dill dilly dilute dime dine ding dinghy dingo dings
dinky dint dior dios directory dirk disappoint disc discharged discs discus disk displaced displacing disposal
distinct diverge divers diverted dividend dividends divine diving djing doable dock docked docking docks docs doer
doers doesn dogging dogmatic dogs doin dole dolls dome domes dominate dona donation donations dong donkey donne
donned donning donor donors dons donut donuts doom doomed doon dopey dork dorky dorn dose doses dosing dots doubly
doused dove doves dowd dowling downey downy dprk drago drain drained draining drains drake dram dramatist drape
draped drapes dread dreaded dreading dreads dream dreamed dreamer dreamers dreaming dreams dreamt dreary dress drew
drip dripping drips drivin drool drooling drove droves drug drugs drum dual ducky duct duel dueling duels dues dumbo
dumpling dune dunes dunk dupe dusk dusky dust dusted dusting dutch duty dwelt dyeing dyes dynamite eazy eddy eden
edict edicts edith eighteenth eldon election elections elector electors electra electrical electron electrons
elegans elements elephant elephants elise elsa elsie elven emerge emerges emery emil emotionally emotionless
emotions endo enduring engage engraved enid enlarged entice entirety entities entitles entrance entre entries
equality eras erect erected eric erie escorted esports estimate estimates etch etched etching etta evan evans
evermore everyday exacting examines example excellence exceptional excerpt excerpts exchangers exclusion executing
execution exemption existing exit exited exiting exits expansive expected expecting expend expended expert experts
explained explains exploded exploding exploited exploiting explored exploring explosive explosives exporters expose
exposing extensive extensively extent extort extremes facet faceted facets facie fact faction factions facto
factories factory facts fads faeces fail failed fails fairly fairness fait fake faked fakes faking fallow famed
fanny fantasia farce fare faris farmed farming farr fart farted farther farthing farting farts fasten fastened
fasteners fastening fate fated fates fats faust fave faves favor favored favoring favors favour favoured favouring
favours faye faze fear feared fearing fears feast feasting feasts feat feather feathers feats fecal feces feelin
feely fees felled felling fellow fellows fells fend fending fennel ferret ferrets fester festering fete feud feuding
feuds fever fevers fiat fibre fibres fiddle fide fielding fiend fiends fife fighters fiji filet filings filip
fillers fillings fillmore filth fina finalist finalists finance finances finch finishers fink finnish firms
firsthand firth fitter fixtures fizzy flag flags flake flakes flames flaming flap flapping flaps flatbed flatten
flattened flattening flattery flaws flee fleeing flees fleet fleeting fleets fleming flesh fleshed fleshy flex fling
flinging flings flirting flood flooded flooding floods floor floored flooring floors flor flores floss flossing
flour flowering flown fluke flume flush flushed flushing flutter fluttering foaming fogg foles folk folks followers
folly fond fool fooled fools foote footy fora forced forcing ford fords fore forecast forecasting forecasts foremost
forestall forestry foreword forgave forge forged forging forgive forgiven forgives forgiving forgot forgotten fork
forked forks form formally forman formed forming forms formulated forrest forrester fort forte forth forts fortune
fortunes forum forums foster fostered fostering fosters foul fouled fouling fouls fournier foyer fracking fracture
fractures france frances frayed freaking fred freezers frenetic freshen fret frets frey friction fried fries frieze
fright frills frock frog frogs frome frost frosting frye fuel fueled fueling fuelled fuels function functioning
functions fund funded funding fundraising funds funky furnished furthermore fuzz gabe gage gale gambling game games
gaping garde garnish garnished garry gary gases gate gates gavel gays gaze gazing gearing geary geert gees gelding
gems gene generale generals generation generations generator generators genes gent gentile gentiles gentry gents
georgi georgian georgie gert gettin getty giant giants giggs gigi gilda gilded giles gist givens givers glad glade
glades gland glands glass glazing gleam gleaming gliders gloom gloss goad goat goats godly gods goin goldie golf
golfing gomes gong goodall goode goodie goodies goody gooey goof goofing goon goons goop goran gordo gore goth goths
goto gott gotti gould goulding gout gove gown grab grabs grace graced gracefully gracious gradient grads graduating
graf graft grafted grafting grafts grail grammy grammys grande grape grapes gras grass grassy grate grated grates
grating grave graves gravy grayling grazed grazing greased greatness greed greek greeks greene greenock greer
greeting greta griffith grime grimm grimy grind grinding grinds gris grit grits groan groaned groaning groans groin
grouping grove groves grow grows grunt grunting grunts guarding guest guests guido guild guilds guise guitarist
gunna gusto guts gutting haas hacked hadi hahah hail hailed haim hairy hala hall halle halliday halls hallway
hallways halo halos halt halted halting halts hamas hamm hana handled handling handy happiness hardened hardware
hardy hari harker harm harmed harmonies harry hash hast haste haters hath hatred haus haute haven havens havin havre
hawes hawker hays hazing headliners heady heal healed healer healers healing heals heap heaping heaps hearings
heartbeat hearth hearty heat heated heater heaters heating heats heave heavenly heaving heed heeded height heights
heir heirs hela helga hell hells helm hemmed hera herb herbs herder herders herding herds hermes hero heroes heroin
heros herpes herr hide hides hind hindered hinds hinged hipaa hippo hippos hippy hire hires hither hive hives hmmm
hmmmm hoard hoarding hoards hokey holed holi holliday holmes holo holt holy homie homies homme homo honed honky
honorary hood hooded hoods hoop hoops hoot hooves hopi hopper hoppers hoppy horribly hors horse horus hose hoses
host hove howe hoya hoyt huang hugh hula humana humane hume humming hunan hung hunting hurd hurray hyde hyman hypo
icky ideal ideals identically idris ikea illuminati illustrator imessage imitation immediate impart imparted
imparting imparts impression impressions improper improv incense incredibly incur indi india indicate indicates
indication indications indices indio individual individuals indo inert infected infer inferred info inherited
initially initiated initiation injected inlet inlets inner inns install installed installing installs instance
instances instantly instinct instincts instruction instructional instructors instrument instruments integrity intel
intended intensified interacting intercepted interestingly interests intern intersecting interviewee interviewees
intimacy intl intra intricate invent invented inventing invents invest invested investing invests ions iras irish
isis itunes ivor jain jama jane jelly jerk jerked jerking jerks jerry jest jett jiggle jizz joan johan joint joints
joists jolla jones joni joon joyfully jude judy juice juices juicing jules jumpy jung jungle jungles junk juno jury
justine jutting kang kass kean keel keen kell keller kelp kemp kenmore kidd kilda kilo kilos kindle kindred king
kings kipling kirk kitchen kits knack knew knick knicks knob knot knots known knox kodiak krill kung labs lacked
ladder ladders lads lager lagged lagging lago lagos laing lake laker lakers lakes lama lamb lamp lamps lana lance
land landed landing lands lang lange langer lansing lapel laps large larger laser lasers lash lashed lashes lashing
lasso late latex lather latte latter lattes laud laude lauded lauder lauer laws lawyer lawyers layer layered
layering layers layne lazer leaders leafy leaky leaning leanings leans leaping learnt lease leased leases leash
leasing leather leathers leavers leavin leds leed leeds leek leeks lees lefties lefty legit lego legos leif leighton
lemma lena lent leon lesson lessons lest lester leung levee lever levies liang libel lice lick licking licks lied
lien liens lies lift lifted lifting lifts lightning likely likened likud lila lili lille lilo lily limb limbs lina
lind linde linen linens liners ling lingerie lingo lino linus lioness lisa lise listening liter liters litre litres
litt litter littered littering litters livermore livery livy lloyd lloyds load loaded loader loaders loading loaf
loans loaves lobe lobes lobo lobos loci lock locke locker locket locking locks loco lode lodged lodging lodi loft
lofts loftus lofty loggers loitering lola lonely loner longo longterm lookin loomed looming looms loon loony loop
looped looping loops loos loose looser loosing loot looted looters looting lord lords lore lori losers lott lotto
lotus lough louis louise louse lousy loveless lovell lovers lovey lovin lowe lowery lowry lucas lucked lugo luke
lumia lump luna lunch lung lunge lunges lungs lust lusty lute luther lyft lyric mace mach machina machinery macho
machu mack mackey mackie macy madera madge madi madre mads maeve mage mages magic magically magician mags maid maids
mail mailed mailing mails maim maimed maine makers makeshift maki makin mako male males malt mami mamma mammy mana
mandy mane maneuver mang mani maniac maniacs manly mann manna manned manning manny mano manu manus maori marc marcel
marchand marco marcos marcus marcy mare marek mares marge margin marginal marion maris markings marko markus marlins
marlon marred marry marrying marsh mart martel martins marvellous marx mary marys mask masked masking masks mass
massage massages massed massing mastery mata matcha materia materially materiel maternal math mather mathers maths
matic mattel matteo mattered matters matti mattie mattis matty maude mauve maxi maximus maxx maya mayne mayo maze
mazes meade meal meals meaning mears meat meats mech mecha medal medals meddle meddling medea medi medial median
mediate mediated mediating mediation medic medica medicare medication medications medics medina meds medway mega
meld mello mellon mellor mementos mend mended mending menon mental merc merced mercia mercy mere mers mesa mesh
messi meta methinks mets micah mich michaela michal micheal michel micky midas midday midi mike mikes mikey mild
mile miles miley milk milked milking milly milt mimi mina minas minced mindless mindy mine ming minh minimalism
minimally minn minsk minty minus minutiae mire mired miss missed missing missy mistaken mists mitch mite mites
mitigation mitt mitts mixer mixers mmo moana moans moat mobil mocha moda modal modesto modi mods modus moira moist
mojo mold molded molding molds moldy moles moma momentous momentum momma mona mondo money moneys monies monk monks
monolith mons mont montagu montague monte monument monuments moon moons moor moore moored moores mooring moors moot
mora moray moreau morehouse morel moreover morey mori moria morn moro morris morse mort mortgage mortgages moser
moses moss mossy motel motels mott mountain mountains mourning mouse mouthing movers movin mower mowers mowing moyer
moyes muay muck mucus muddle muddled mugs mulch munch munching muni mused muses mush mushy musica musing musings
musk mutiny mutt myspace nagy nair naive naked nami nani nano naomi nape nasa nate natura naturally navi naya neal
near neared nearing nears neath necessarily necessity necked needy neel neet negated negatively neighbouring
neighbours nerd nerds nether netted neva neve newer newt nexus niche niches nick nicked nico nics nicu nieto niger
nightly nina niners nineteenth nino nite nitrous noah node nodes noire nome noon noor noose nora nord nori norma
normally norman normans norse nose noses nosy nothin notre notts noun nouns novi novo nude numerical nurse obey
occur occured occurs oder odor offering offerings officers oily olde older oled olly olney omen omens ongoing onus
opec opel opined opinions oppa opposed opposing opposition optimism optimist option optional orang orchestrated
orchestrating oren originally originated originating ornate otter otters otto ounce ounces oust ousted ousting outdo
outer outgoing outlast outlive outta oven ovens overhaul overlap overlaps overload overseas overt overtly owen owens
owes oxen pacific pacifica pacino pack packaged packer packers packet packets packing packs paco pact pacts paddle
paddles pads paget paige pain pained pains paint painted painting paintings paints pala palace palaces paleo paley
pali palin pall palm palmer palms palo pane pang pangs pansy panting pants panty paper papers papi papier pappas
papua parallel parallels pare pared parent parental parenting paris parity park parked parking parks parry parse
parsons parte parti partly parton paso pasta pasts pasture pastures pasty patch patel patents patients patty paved
paving pawn pawns payed payer payers paying payments pays peacefully peach peaches pear pearce pears pearson peas
peck pecking peels peer peered peering peers pele pell pence peng penned penning pens peppa perf peri persona
personal personas peru pest pestering pests peterson petition petr petty phage phan phase phases phishing phoney
phonograph phony photobook photocopy photogenic photographers photographic photography photon photons photoshop
photoshopped pickled picky pico pier pierce piers pierson pies pigs pile piles pill pills pimp pimping pimps pina
pinch pinched pinching pine pines pinkie pinky pinned pinning pino pints pinus pipe pipeline pits pizza pizzas plaid
plane planes planned planning plano plans planting plat plate plated plates plating playa players playfully playin
plea plead pleaded pleading pleads pleasure pleasures pleated plebs plop plos ploy plug plugs plum plums poaching
poet poets pointe pointers pointless pointy poise poisoned poker pole poles polishes poll polled polling polls pomp
pong pons pont pools poop pooped pooping pope poplar poppin poppy populated pore pores port porta portable ported
porter portia porting portions portray portrayed portraying portrays ports posed poser posit posited positively
positron posits possibly posture postures posturing pothole potholes pots potter potus pout pouting powders
powerfully ppi pray prayed praying preceded precedent precious prediction predictions predicts prefect preppy
presently preservation president presidents presiding presto pretending prevent prevented preventing prevents
previously prey preyed preying pricey prick pricks pride prime primo prince princes priori priory prize prizes
proceedings processed prodding producers productive profession professionally professions programs prom promised
promoted promoting promotion promotions proms prone proof prop proportion proportional proposed proposes propped
propping props prosecuted prosecutor prosecutors prospect prospects prosperity prost protect protected protecting
protection protections protector protectors protects proto protracted pryce pryor publishers puck pullin pulp
pulsing puncture punctures punished punishing punk punks puns punt punting punts puppy pups puree purge puri purse
pursuing pushkin pushy puss putt putty pyle pyre pyro quack quacks quaid quaker quakers qualify qualifying quantity
quartet quickie quickness quicksand quid quilt quilted quilting quilts quint quirks quit quite quits quitting quiver
quivering quot rabid race races racial rack racked racking racks radiated radiating radical radicals radio radios
rage raging raid raided raiding raids rain raina raine rained raines rainey raining rains rake raking rally rallying
raman ramos rams ransom rant ranting rants rape rapp rare rash rashes rata ratings rave reach reached reaching react
reacted reacting reactor reactors reacts reade readers readiness realm realty reaping rear reared rearing rears
rebel rebels receipts receives recep recife recite recited recites reciting recorded recorder recorders recurring
redd reddy redox reeds reef reefs reek reeks reese refine refiners refinery refuse refuses regain regained regaining
regains reggie registry regularly regulate regulated regulating regulator regulators reheat reich reid reilly
reindeer related relating relation relations relay relayed relaying relays released releasing relocation remind
reminded reminder reminders reminding reminds remo remote renner reno renters repairing repeal repealed repealing
repel repent repented repetition replayed replica replicas replicate repo reporter reporters reporting resent
resented resents residing resigned resisted resorting restated restraining retail retailing retails retraining reus
revel revels reverb revere revered reverie reviewers revolution rfid rhode rhodesia rica rice richter rick ricks
rico ride rightwing rind rinse rinsed rinsing ripe risk risking risks rite rites roam roamed roaming roar roaring
robe rocky rode rodeo rodgers rods rollo roma romani romano rome romo romp ronan roof roofs roomy root rooted
rooting roots rope ropes rosa rosh rosie ross rosy rote rotted rotting rounders roused rousing rover rowe royale
ruck ruger ruin ruined ruining ruins rump rune rushmore rust rusted rusting saad saas sachs sacked sacks sacs
saddened saddens sade sadler saeed safer saggy sake sakes sala salas saleh salem salle sally salt salted salts
salute salve sama sami samoa sample sampled sampler samples sampling sanaa sand sander sanders sandi sanding sands
sandy sane sang sank sansa santi santo santos sassy sats satya saud saul sault savings savor savvy sawing saya sayin
scab scala scalp scaly scam scams scant scar scared scarf scaring scarred scarring scars scents sciences scone
scones scope scopes scorers scorn scorned scot scots scrabble scrape scratchy screenings scrip scuffle seamus sean
searing sears seas seasoned seat seated seating seats secondary secondhand sect sects seeding seeds seek seeking
seeks seep seeping seeps seize seized seizes semen sena sendai seng sens sensed sensing sentiment sentiments seok
seong seoul sept septa serena serfs series serine seriously serra serve served serves seth seti settings seung seuss
severed severity severn sewell sewing shack shacks shad shade shaded shades shading shadow shadowed shadowing
shadows shaft shafts shale shall shallower shame shaming shang shard shards shari shark sharks sharpe shat shatter
shattered shattering shatters shaw shawn shearing sheer shek shell shelled shelling shells shelters sheng shep
sherry shes shield shielded shielding shields shifters shifty shill shilling shin shing shingle shingles shining
shire shirt shirts shite shock shocked shocking shocks shoe shoo shoot shooter shooters shoots shores shortness
shorty shou shoulda shouldered shoulders shouldnt shout shouted shouting shouts shove shoved shoves shoving showered
showering showers showy shrank shriek shrieking shrieks shrine shrines shrunk shucks shudder shuddering shudders
shun shunning shut shuts shutting sideshow sidewalk sigh significant silently silk silks silo silos silvery
similarity simmer simmering simplex simply simultaneous sind sindh singh singly sink sinking sinks sinning sins sion
sioux sire sisi sita site sith situ situated situation situations skeet skiff skill skilled skills skye slab slabs
slack slacking slacks slam slams slash slavs sleeved slew sliders sling slinging slings sliver slob slog sloth
sloths sluice slut sluts smack smacked smacking smacks smart smarts smell smelled smelling smells smelly smithers
smoothie smoothies smoothness smother smothered smothering snack snacking snacks snape snapshot snapshots snare
snares sneak snickers sniff sniffed sniffing snipe snitch snore snort snorted snorting snot snow snowed snowing
snows snuck soaking soames soaring sober sobering sobre socks sofa soil soiled soils solder soldered soldering sole
soles solo solos solver solvers soma somers somethin somme sommer sona sonja sonny sono sony sooo sora sore sorely
sores soros soup soups sour sown spacey spade spades spain span spanning spans spare spared spares sparing sparkly
spear spears speckled specs sped speedo speedy speer spending spent spewed spicy spied spike spikes spills spilt
spina spine spiny spite splat splice spliced splicing splint splints spook spooked spooks spoon spores spotty spout
spouting sprang sprint sprung spurt sputtering spying squarely squatters squire squires squish ssi stab stabs stacy
stade staff staffing stag stair stairs stake staked stakes staking stale stalk stalked stalking stalks stall stalled
stalling stalls stan standardized stanford stank stans stare stark starks starling starr starry starters startled
startling starved starving starz stash stationery statue statues statutes stead steadily steak steed steep steeped
stella stem stems stent steph steven stevens stew sticky stifled stifling stiles stilts sting stinging stings stink
stinking stinks stipe stir stirling stirs stocky stoke stoked stokes stole stoll stomp stomped stomping stone stones
stony stoop stoops storey storeys stork storm stormed storming storms stormy stove strait straits strand stranded
strangely stranger strangers strangle strata straw stray strayed straying strays streak streaking streaming streams
stretchy stricken strides striding strikes stripe strippers strives striving stroking stroll strolled stroller
strollers strolling strolls struck strut struts stuart stud studded studs stuffy stump stumped stumps stunting
sturdy sturt stutter stuttering stylist stylists stylus subdue subscribers subset subsets succeed succeeds successor
such sucky suing suis suit suited suiting suits sully summed sumner sumter sung sunk sunlight sunni sunnis suny supp
supper supporter supporters supports surf surfing surge suri surly surrey surround surrounded surrounding surrounds
suspended sutter sven swab swabs swag swam swamp swamped swamps swan swans swarming swat swatch swatches swaying
sweat sweating sweats sweety swept swimming swiss swoop swooped swooping swore swot swung symmetry synod synthesis
synthesize synthesized table tables tackled tackling tacks tahoe tailor tailored tailoring tailors taint tainted
taka takeda takers takin talkin tallied tally tame tamil tamils tank tanked tanking tanner tans tapas tapper tarn
tarp taser tash task tasked tasking tasks tass tasty tats taxes taxing teach teaches teaching teachings team teamed
teams teary tease teased teases teasing tech techs teeming teen teens teeth teething tele telly temp tempe temps
tempt tempted tempting tended tenn tenner tents tera tern terrance terribly terse tess test tested testing tests
texas thai thais thales thames thane thang thani thankful thanos thar thatcher thaw thawed thawing thay thea thebes
thee theme theo ther therefor thereof theresa thereto theseus thesis theta theyre thicc thick thicke thicken
thickened thickening thickens thicker thickest thicket thickness thine thingy thinkers thinned thinner thinnest
thinning thirsty thom thomas thong thongs thorn thorns thorough thos thot thou thrace thrash thrashed thrashing
thrilled thrive thrives thro throes throughput thug thugs thunk thurs thus tick ticked ticker ticking ticks tidings
tien tiered tightness tiki tiling tilly timely timers timmy timo tina tinder tine ting tinge tinged tink tino tins
tinto tips tirade tire tireless tires tiring tithe tithes tits titties toad toads toast toasted toasting toasts
tobin toda toil toiled toiling token tome tomes toms tonal toni tonight tonne tonnes tool tooling tools topic topics
topography toppled toppling topps topsy torch tore torn torrance tory totes tots touche touchy tough toure towed
towering towne towns toyed traced traces tracing tract traction tracts tracy trad traders tradition traditions train
trained trainer trainers training trains trait traits tram trams trans transaction transactions transfer transferred
transferring transfers transformers transitional transitive translation translations transmission transport
transportation transported transporting trapp trask travelers travers traversed traversing trawler tray trays tread
treading treads treating tree trees trekking trend trends trey tribal tribune trickery trickier tricking tricks
trifle trill trimmings trio tripe triplet triplets tripp tris trish troop troops trough troughs troy truce trunk
trunks tuba tucker tuna tunis turd turf turin turing turk turks tuttle twat twats tweed tween twerking twill twin
twine twister typo typos tyre tyres ulta ummm unaided underrated understand understanding understands undies undp
undue undying unger uninformed unity unload unloaded unloading untitled unto upgraded upgrading user users utilise
utilised utilities vague valentin valentina valentino validation valuation vantage vardy vent vera vere vero
vertices vest vetted vetting vibrating vice vices victor victoria victorious victors vida vidal vide videographer
videotaped videotapes vidya vila vile villains ville vine vines viola violated violating violent virat visibly vital
vitals vitro vive vocal vocation void voided voids vole vous wacky wade wail wailing waist waisted waite waiters
waived waiving wake wald wales walla wallis wally wand wanderers wands waned wang wank wanker wankers ward wards
ware wares warhammer waring warn warne warned warner warning warnings warns warring wash washing wasnt wasted watch
water watered watering waters watt watts weaken weakened weakening weakens weaker wearer wearers weaver weavers webb
weeding weight weighted weighting weights weill weir weirdo weirdos weiss weld welded welder welders welding welds
welker welp wendy werk werner whack whacked whale whales wheat wheel wheeled wheeling wheels whet whey whigs whims
whining whipple whit whitening whitey whittier whiz whoa wholly whoo whoop whoopi whooping whopping whyte wick
wicked wicker wicks widow width widths wield wielded wielding wields wien wifi wight wilde wiles willa willi willis
willy wilmer wilt wilted winery winger wingers winner winners wipers wires wiring wise wiser witch withdraw
withdrawing withdrawn withdraws withered withering withers withheld withhold withholding withstand withstanding wits
witt witted witten witty wives woes wonder wondered wonderfully wondering wonders wong wont wood woods worf worlds
worm worms worn worrying worst wort worthing woulda wouldn wound wounded wounding wounds wrestling wring wringing
writ writhing yankee yankees yarn yaya yeats yeti youd youll youre youtubers zeno zhen zinc zipped zipper zipping
zoos
"""

REAL_WORDS: frozenset[str] = frozenset(_WORDS.split())
