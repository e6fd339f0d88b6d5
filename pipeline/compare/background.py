"""
How common English words are in news, roughly, so that the first articles of a topic can be weighed at all.

Three tiers set by hand from everyday knowledge of news English; no corpus was counted. What the tiers get wrong is
corrected by counting the articles that come in.
"""

from __future__ import annotations

__all__ = ["BACKGROUND_ARTICLES", "COMMON_WORDS", "STOP_WORDS", "TIERS"]

BACKGROUND_ARTICLES = 400
"""The tiers weigh as much as this many articles."""

STOP_WORDS = frozenset(
    """
    a an the and or but nor if then than so yet of in on at to for from by with without within into onto upon off out
    up down over under above below between among through during before after since until about against along across
    around behind beyond near per via as is am are was were be been being it its itself this that these those there
    here he him his himself she her hers herself they them their theirs themselves we us our ours ourselves you your
    yours yourself i me my mine myself who whom whose which what when where why how not no none nothing never neither
    do does did done doing have has had having will would can could should may might must shall ought cannot dont
    doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt im ive id ill youre
    youve youll hes shes theyre theyve theyll weve were lets thats theres whats also too very just only even still
    already again ever much many more most less least few several some any all both each every either other others
    another such same own one two once because while although though however therefore thus whether rather quite
    almost instead else etc mr mrs ms dr said say says saying tell tells told
    """.split()
)

TIERS: tuple[tuple[float, frozenset[str]], ...] = (
    (
        0.30,
        frozenset(
            """
            year years time times day days week weeks month months today yesterday monday tuesday wednesday thursday
            friday saturday sunday people man men woman women new first last next three four five six world country
            state states government company million make makes made making take takes took taken taking get gets got
            getting go goes going went gone come comes came coming see seen saw know known knew think want wanted use
            used using work working works way back part place number long high good great big old early late now well
            like including report reported reports according statement news told add added call called expected show
            shows showed shown set put need needs give gave given help left right end home public national
            """.split()
        ),
    ),
    (
        0.12,
        frozenset(
            """
            january february march april may june july august september october november december morning night
            evening afternoon hour hours minute minutes second third fourth seven eight nine ten half hundred thousand
            billion percent dollars president minister official officials leader leaders party law court police
            department office group members member team business market city town county area street north south east
            west international local american americans america united kingdom states family children child life house
            case fact question problem issue issues plan plans deal decision change changes move support start started
            begin began continue continued find found keep kept let leave held hold ask asked asking speak spoke
            spokesman spokeswoman spokesperson announce announced believe become became follow following followed
            announcement happen happened happening look looked looking turn turned turning try tried trying run running
            ran bring brought pay paid lead leading led open opened close closed release released full top large small
            major several best better important possible likely recent recently later ago far former current different
            former able able service services media press conference interview story post posted website online page
            read video photo image share comment comments information issue list line name named names point side
            month-long return returned receive received meeting meet met play played lost lose win won live lived die
            died death dead young head power money job jobs rights system program school university history war
            security force forces community political policy federal chief general executive director
            """.split()
        ),
    ),
    (
        0.05,
        frozenset(
            """
            claim claims claimed suggest suggested appear appeared reveal revealed confirm confirmed deny denied
            decline declined warn warned promise accept agree agreed agreement refuse refused reject rejected demand
            demanded require required allow allowed offer offered provide provided include included involve involved
            charge charges charged arrest arrested accused allege alleged allegedly suspect suspected investigation
            investigators investigate trial judge lawyer attorney evidence sentence prison crime criminal victim
            victims attack attacks kill killed killing shot shooting gun weapon weapons bomb injured injuries hospital
            doctor medical health emergency fire car vehicle road crash accident flight plane airport ship water sea
            island coast storm weather earthquake magnitude damage building buildings rescue authorities agency agencies
            military army troops soldiers foreign border nation nations region regional capital village district
            election vote votes voters campaign candidate democrat democratic democrats republican republicans senate
            senator congress representative bill budget tax taxes economy economic bank financial finance price prices
            cost costs cut cuts sale sales sell sold buy bought purchase share shares stock stocks investors firm firms
            industry product products customer customers consumer consumers user users technology internet computer
            software phone phones mobile device devices smartphone smartphones apple google microsoft samsung facebook
            twitter launch launched launches version feature features screen app apps data network film movie movies
            actor actress star stars director show series season television music song album award awards game games
            player players coach league club match goal score points title final race championship contract signed sign
            fans fan career debut role character cast episode host ceremony red event events birthday wife husband
            father mother son daughter brother sister friend friends couple marriage wedding born age aged parents
            student students teacher church god study research scientists science space energy oil gas nuclear
            environment climate human rights freedom movement protest protesters rally march violence conflict peace
            talks crisis threat risk concern concerns concerned response action actions effort efforts measure measures
            future past present moment period date decade century record records review source sources document
            documents letter email message tweet account website blog newspaper magazine times post journal reuters
            associated press cnn bbc fox york washington london california texas china chinese russia russian british
            britain english europe european german germany france french india indian japan israel iran iraq africa
            obama trump clinton bush white house supreme justice administration secretary committee council board
            commission association organization institute center centre union workers employees staff manager chairman
            ceo founder owner author writer editor reporter reporters journalist expert experts analyst analysts
            professor captain officer officers commander prime leadership opposition independent freedom order orders
            control test tests result results level rate average increase increased rise rose fall fell drop dropped
            grow growth strong free short hard easy clear close real true black white green blue light land air food
            room door floor site field ground stand step hand hands face eye eyes body heart mind voice word words idea
            view sense reason reasons result matter form kind type piece bit lot couple rest process position situation
            condition conditions opportunity chance choice success failure loss value interest attention relationship
            """.split()
        ),
    ),
)
"""Share of articles a word stands in, and the words."""

COMMON_WORDS = frozenset[str]().union(*(words for _, words in TIERS))
