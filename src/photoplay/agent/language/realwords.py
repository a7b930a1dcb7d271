"""English words that lie one slip from a word of the lexicon and are words of their own: never "mended"."""

from __future__ import annotations

_WORDS = """
abby abel abide abruptly absolute absorbed acre acres activate actively adapting addiction admirable
adoption advancing advent adventurous advertised advertising aerial afterward aggression agnes ahmad aide
aided aires airs alliance alliances almighty altar alternative alternatives alto always amazingly ambition
ambitions among ample analogy anna announcer annually ants apologise apologize apologized appeal appealed
appealing appeals appendix area arent ariel arise arises assemblies assembly assert asserted asses assess
assisted aston attack attacked attacking attacks auction audi audit audition augusta avid await awaited
awaiting awaits axle baba bach backyard badger bags bait bake baker baking bald bale balls banking banned
banning barking barley baron base bases basil basin basis bass batch bates bath bathing baths batter bauer
beads beam beams beans bear bearing bearings bears beast beasts beau beautifully became beck beef beer beers
bell bella belle belly beloved belt belts bench bend bending bent bert best beta beth bets betting bike
bikes bills binding bitter blake blame blames blaming blaze blazing bless blessings blew bliss bloc block
blocked blocking blocks blog blogs blond bloom blush boarding boast boasts boat boats bolt bolts bond bonded
bonding bonds boobs boogie boom booth boots boss bosses bothered bottle bottles boulder bounce bounced
bouncing bounty bows boyd boys brad brake brakes brandy brass brave braves bread breaking breath bred breed
breeding breeds bribe brick bricks bridge bridges briggs brighton brilliantly brock broke broker brokers
brook brooks broom browsing bruh buck bucks buildings bulls buried bursting buses bush bust busted butter
buys cake cambodia came camel cameo camp camping camps cancer cancers cannon capt cardinal cardinals cared
cares carey carved carving casa casey caste casually catch catches cater catering cathy cats cause causes
caution cautious cease celebrities celebrity cells certain certainty chan chance chances chanel chang
changer channel chant chanting chaos chap char characterized charge charged charges charging charities
charity charles charm charming charms chase chat chatting cheat cheated cheating check checked checking
checks cheek cheeks cheering cheese chemical chemicals cherry chicken chilly chin chips choi choking
christian christians chrome chunk chunks circulated circulating cite cites clap clare clarence clarify
classified claus clause claws cleansing click clicked clicking clicks clippers cloak closest clothes
clothing cloud clouds coaching coal code codes coding coil coke cola collapse colleague colleagues
collecting collection collections collective collector collectors college colleges colon colorado colt colts
columbus column columnist coma comb combination combinations comin command commanded commander commanders
commanding commence commenced comments commercially comp companion companions compare compares compassion
compete competition competitions completion complexes complications composer composite comprises concern
concerned concerning concerns concert concerts concession concessions concrete concussion condemned condom
condoms confessed confidence confined conform confusion congo congrats congress connecting connection
connections conor consensus considerable consisted consistency consistently consisting constant container
containers contemplating contempt continuous convent convergence convince cooper cooperate coping cops core
cores cork corp corporal corps correctly correlated correlation corruption cosmic cost costing costs couch
coughing counted countess counties counting countless course court courts coventry crab crack cracked
cracking cracks crane crap crate craving creation creations creative creators creature creatures creditors
creed creek cries crisis crooked crow crows cruiser crush crushed crushing cuba cues cups curb cured curly
currency currently curry curse cursed curve curves cutter dads dale dame damp dams dancer dancers daring
darling darn darren dart dash data dave dealt debating deceased deck decks declined decree dedicate
dedicated deemed deer defended defending define defines defining definite definitive deliveries delivery
demon demons dems dent depending descendants destined detained developer developers develops diaz dick dicks
difference differences differently differing dine ding directory disappoint disc discharged discs disk
displaced disposal distinct divers diverted dividend dividends divine diving dock docks docs dogs doin dolls
dome dominate donated donating donation donations dong donkey donor donors doom doomed dose doses dots dove
drain drained draining drains dread dream dreamed dreaming dreams dress drew drip drove drug drugs drum duct
duel dumb dunk dust dutch duty dynamite eddy eden edith eighteen eighteenth election elections electrical
electron electrons elements elephant elephants emerge emerges emotionally emotions enduring engage engraved
enlarged entirety entities entrance entries erect erected eric erie escorted estimate estimates evan evans
event events examines example excellence exceptional excerpt exclusion executing execution exemption
existing exit exits expected expecting expert experts explained explains exploded exploding exploited
exploiting explored exploring explosive explosives expose exposing extensive extensively extent extremes
faction factions facto factories factory facts fail failed failing fails fair fairly fairness fake farming
fart farther fats favor favored favors favour favoured feast feather feathers fellow fellows feud fever fiat
fibre fielding fighters fiji finalists finance finances fines finnish firms fixtures flag flags flames flaws
flee fleeing fleet fleming flex flirting floating floats flood flooded flooding floods flour flowering flown
flush folk folks follower followers fond food fool fooled fools ford fore forecast forecasting forecasts
foremost forestry forge forged forgot form formally formed forming forms formulated forrest fort forth
foster foul fracture fractures france frances freaking fred freed freezer friction fried fries frog frogs
fuels function functioning functions fundraising funky funniest furnished gale gambling game games garage
gary gases gate gates gays gaze gems gene generals generation generations generator generators genes
georgian gettin giant giants giles glad glass gloss glowing gods goin golf good gore gown grabs grace
gracious gradient graduating graft grail granny grape grapes grass grateful gravy grazing greatest greatness
greed greek greeks greene greeting greetings griffith grinding grouping grove grow grows guests guide guided
guides guiding guise guitarist guts hacked hail hailed hairy hall halls hallway halo halt halted hamas
handled handling handy happiest happiness hardened hardware harm harmed harry hash haters hath haven heal
healed healing heap hearing hearings heartbeat heated heater heating heavenly heir heirs hell hello helm
herb herbs hero heroes heroin herring hers hide hides hind hire hires hive holmes holt holy home homer homes
homo honorary hood horribly horse horses host house howe hugh humane hunting hyde ideal ideals ikea
illustrator imitation immediate impression impressions improper incredibly indeed india indicate indicates
indication indications individual individuals infected info inherited initially initiated initiation
injected inner insider instance instances instantly instinct instincts instruction instructional instructors
instrument instruments integrity intel intended intensified interacting intercepted interest interestingly
interests intern interviewer intimacy intricate invent invented invest invested investing irish isis jane
jelly jerk jerry joan john johns joint joints jones jude judy juice jules jung jungle junk jury kang keen
keller kindle kings kirk kiss kissed kissing kitchen kits knew knicks knob knot knots known knox kung labs
lacked lake lakers lakes lama lamb lame lamp lamps lana lance land landed landing lands lane lanes laser
lasers late latter laughter laws layer layers lays learnt leash leeds lena leon lesser lesson lessons lest
lester letter lever lick licking lied lies lifting lightning likely limb limbs linen lingerie link linked
linking links lisa list listed listening lists liter litter liver loaf loans lock locke locker locking locks
lodged lonely lookin loop loops loose loot looting lord lords lost lotus lucas luke lump luna lunch lung
lungs lust lyric machinery mack magic magician maid mail mailed mailing mails maine makers male males
maneuver manly manny marc marcel march marched marching marco marcos marcus margin marion markings marry
marrying mars marsh marvelous marx mask masked masks mass massage mastery mata match maternal matter
mattered matters maya maze meal meals meat meats medal medals median mediated mediation medicare medication
medications meds meet meeting meets mega memorial mental mercy mere merger mesa mesh mess messed messing
meta mets might mike mild miley milk minds minus miss missed missing mistaken mitch mitigation mixer model
modeled modeling models modi moist mold moment momentum mona monk monks monument monuments moon moore
moreover morning morse mortgage mortgages moses moss most motel mountain mountains mourning mouse musk naive
naked nano nasa naturally neal near necessarily necessity negative negatively neighbouring neighbours nerd
newer nexus niche nick nico niece nightly nina nineteen nineteenth nitro noisy noon nora normally norman
nothin noticing notre nude numerical nurse obey odor offering offerings officer officers older ongoing
opinions opposing opposition optimism option optional originally originated originating otto ounce ounces
outgoing overhaul overlap overload overseas owen owens owes pacific packaged packet packets packing pads
paige pain pains paint painted painting paintings paints palace palm palmer palms pants paper papers
parallel parallels parent parental parenting paris park parked parking parks parsons partly paso pasta paste
patch patel patents patients patty paved paying payments pays peacefully peach peaches pearson peas peck
pence pens persona personal pest peterson petition petty phase phases photographer photographers
photographic photography pierce pies pigs pile piles pill pills pinch pine ping pinned pipeline pits plane
planes planned planning plans planting plate plates player players plea plead pleaded pleading pleasure
pleasures plug plugs plum poet poets pointers pointless poisoned poker pole poles poll polling polls pope
poppy populated portable porter portions portray portrayed posed positively possibly pots potter pray prayed
praying preceded precedent precious prediction predictions presenter presently preservation president
presidents presiding pretending prevent prevented preventing prevents previously pride prime prince princes
print printed printing prints prize prizes proceed proceeding proceedings processed producer producers
productive profession professionally professions programs prom promised promoted promoting promotion
promotions prone property proportion proportional proposed proposes props prosecuted prosecutor prosecutors
prospect prospects prosperity protect protected protecting protection protections protector protects
publisher publishers puck punished punishing punk puppy purge purse pursuing qualify qualifying quantity
quit quite quitting quote quoted quotes quoting race races racial rack radical radicals radio rage raging
raid raided raids rake rally ramos rams ransom rant rape raped raping rare ratings rave reach react reacted
reacting reactor reactors reacts reader readers readiness ready realm rebel rebels receipts receives
recorded recorder recurring reef reese refinery refuse refuses regained reggie registry regularly regulate
regulated regulating regulator regulators reich reid related relating relation relations relay released
releasing relocation remind reminded reminder reminding reminds remote reno repairing repetition replicate
reporter reporters reporting residing resigned resisted restraining retail reviewer reviewers revolution
rhode rica rice rick rico ride rinse ripe risk risking risks rite road roads roam roaming roar roaring robe
rocky rode rodgers rods roma rome roof roofs root rooted rooting roots rope ropes rosa rosie rover ruining
rust sacked sacks safer salem sally salute same sample samples sands sang sank sans santos saul savings
sayin scalp scam scarf scars sciences scope scorer scots sean sears seas seat seated seating seats secondary
seek seeking seeks seize seized sell selling sells sensing sentiment sentiments seoul sept serena series
seriously serve served serves settings seventeen severed severity sewing shadow shadows shaft shall
shattered shaw shawn sheer shell shells shelters shes shin shining shire shirts shock shocked shocking
shocks shooter shooters shooting shootings shopping shoulder shoulders shouting shove shower showers shrine
shut shuts sidewalk sigh significant silently similarity simplest simply simultaneous sings sink sinking
sinks situated situation situations skill skilled skills slab slam slams slash slate slater slut smack
smallest smart snack snacks sneak socks sofa soil soils sole somethin something sonny sons sony soon sooo
soup sour spain spanning spans spared speaking spear spears specs speedy spending spent spicy spike spikes
spite spitting spoon sprint staff staffing stairs stake stakes stalk stalking standardized stanford starters
starving stash state states stating statue statues statutes steadily steak stem stems steven stevens stew
sticky stink stir stirling stitch stoke stokes stole stone stones stores storey storing storm storms stormy
stove strand stranded strangely stranger strangers strap straw stray streak streams stricken strikes
striving stroll strongest struck stuart stud stuff stuffed stuffing subscriber subscribers subset succeeds
successor such suck sucked sucking sucks suddenly suing summary summed sung sunk sunlight sunni superb
supper supports surf surfing surge suspended swamp swat sweat sweating swell swelling swept swift swimming
swiss swore swung symmetry synthesis table tables tackling talkin tally tame tamil tank tanks tapes taps
task tasked tasks tasty taxes teach teaches team teamed teams tear tearing tears teasing tech teen teens
teeth temp tempted tempting tended tents terribly test tested testing tests texas thankful thatcher thesis
theyre thick thirsty thorough thou thoughts thrilled thus tick ticking timely tinder tips tire tired tires
toast token tokens tonnes torch tore torn towns traced traces tracing tract traction tracy trader traders
tradition traditions trail trailing trails train trained trainer trainers training trains trait traits tram
trans transaction transactions transfer transferred transferring transfers transformers transitional
translation translations transmission transport transportation transported transporting travelers tray
treating trend trending trends tribal tribune tricks trio trip trips trunk tuna turf turks turner twin tyre
tyres underrated understand understanding understands unity unto upgraded upgrading utilities vacation
vacations vague validation valuation vent vest victor victoria victorious vile villains vine vines viola
violated violating violent vital vocal wade waist wait waited waiter waiting waits waived wake wales walk
walked walking walks wanderers wang wards warned warner warning warnings wash washing wasnt wasted watch
watt watts weakened weir welding wendy wheat wicked widow width wifi willis willy winger winner winners
wires wiring wiser witch wives wonder wondered wonderfully wondering wonders wong wont wood woods work
worked working works worlds worms worn worrying worse worst wound wounded wounds wrestling writer writers
yarn yeah youre zinc
"""

REAL_WORDS: frozenset[str] = frozenset(_WORDS.split())
