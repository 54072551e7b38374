"""The Millbrook Courier: town, paper, people and events are invented."""
from make import B, F, T, X

NAME, LANGUAGE = "millbrook-1926-05", "en"

ARTICLES = {
    "carts": [
        ("headline", "WATER CARTS TO BEGIN AT FOUR O'CLOCK"),
        ("deck", "Main Street to Be Dry Before the Shops Open"),
        ("body", "The Street Committee has resolved that the water carts shall leave the yard in Tanner's Lane at four in the morn=ing in=stead of six, and that Main Street, Bridge Street and the Corn Market shall be swept and wat=ered before the first wag=ons come in from the farms. The new hours be=gan on the third of May and will be kept until the end of Sep=tem=ber."),
        ("body", "The change was asked for by the shop=keepers, who com=plained that the pave=ment was still wet when the shut=ters went up, and that cus=tomers brought the mud in with them. The fore=man of the yard kept a book for a fort=night and found that between seven and eight the carts had to stop twice in every hun=dred yards, so that one round of Main Street took forty minutes longer than it would at day=break."),
        ("body", "Nine of the driv=ers live beyond the toll-house and can=not well reach the yard at that hour. A room over the old har=ness store has been {fumished|furnished} for them with a stove, lock=ers and six cots, and the men who tried it in the first week say that it an=swers very {wel1|well}."),
        ("body", "Side streets are not in=cluded for the pres=ent. They will be swept by hand as be=fore, and the com=mit=tee will con=sider them again when the au=tumn rains are over."),
    ],
    "drill": [
        ("headline", "RIVER WARDS PRACTISE FOR HIGH WATER"),
        ("body", "The church bell of St. Anne's rang at nine o'clock on Sat=ur=day morn=ing, though there was no ser=vice, and the six wards along the river car=ried out the flood drill that is held in May of every year. House=holders on the low ground took up a bun=dle each and fol=lowed the war=dens in yel=low arm-bands to the school."),
        ("body", "This year the road was not made known be=fore=hand. Each war=den had a sealed paper with the hour of meet=ing and no more; the way was given out on the spot. At Long Wharf it was an=nounced that the stone bridge was under water, and four hun=dred peo=ple had to go round by the hill, which is six hun=dred yards far=ther. They were in the school yard within twenty-seven min=utes."),
        ("body", "Most care was given to the old and to small chil=dren. Mrs. Loveday of Ferry Row, who is eighty-one and lives on the third floor, was car=ried down in a fold=ing lit=ter by two vol=un=teers in less than six min=utes. In other years, she said, one stood in the yard and lis=tened; now she knew the {tum|turn} of the stairs."),
        ("body", "Some faults were found. Two of the hand si=rens could not be heard across the street, and the side door of the school was locked, the key being with the porter, who was away. The clerk made a list, and all is to be put right be=fore the month is out."),
        ("caption", "Volunteers with the folding litter at Ferry Row."),
        ("credit", "Photograph by H. Tansley."),
    ],
    "library": [
        ("headline", "LIBRARY TO KEEP LONGER HOURS"),
        ("byline", "By Our Own Reporter"),
        ("body", "From Mon=day next the read=ing room of the Mill=brook Library will stay open until half past nine in the eve=ning, which is an hour and a half later than the {c1osing|closing} hour kept through the win=ter. The map room, where the heat=ing pipes are being re=newed, will close at five."),
        ("subhead", "Seats by Ticket"),
        ("body", "There are one hun=dred and eighty seats. Sixty are free to all comers; for the oth=ers a ticket may be had at the desk on the day be=fore. A seat that is not taken within twenty min=utes of the hour is given to the next in line."),
        ("subhead", "The Children's Room"),
        ("body", "The chil=dren have been moved to the new west wing, with a door on the gar=den side through which a per=am=bu=la=tor may be wheeled. Sto=ries are read on Sat=ur=day after=noons at three. Books be=long=ing to the room bear a green label and should be re=turned to the green box."),
    ],
    "bus": [
        ("headline", "Motor Omnibus Goes by Mill Road"),
        ("body", "While the drains in Bridge Street are being re=laid the omni=bus will go by Mill Road be=tween the Town Hall and the South Gate. Pas=sen=gers for the lower end of Bridge Street should get down at the Town Hall, from which it is a walk of eight min=utes. The times of the first and last cars are not changed, and two more will be run in the morn=ing and two at night."),
    ],
    "trees": [
        ("headline", "Three Hundred Trees on Ferry Meadow"),
        ("body", "The last of three hun=dred alders was set in Ferry Meadow on Fri=day. The ground was a yard for gravel until the au=tumn, when the heaps were cart=ed off, good earth to the depth of two feet was laid, and a ditch was dug on ei=ther side. Alders do not mind if the river stands about their roots for a week. A cin=der path is to be made under them and opened in Sep=tem=ber."),
    ],
    "market": [
        ("headline", "MARKET ROOF MENDED, NO STALL LOST"),
        ("body", "had not been touched for twenty years, and on wet days the women sold their greens under um=brel=las. The work was done by halves: while one end was open to the sky the stalls stood close to=gether at the other, and not a day's trade was missed.", "gap"),
        ("body", "The new roof is of dou=ble boards and stands four feet higher, with slats at the sides to let the air through. The floor slopes to a cov=ered drain. All the stalls, one hun=dred and forty-two in num=ber, have gone back to their old places at the old rent. A {modem|modern} weigh-bridge and two ba=sins will be added be=fore June."),
    ],
}

PAGE = [
    F("THE MILLBROOK COURIER, TUESDAY, MAY 11, 1926."),
    F("PAGE THREE"),
    B(),
    T("carts", 0, w=22, rows=(0, 1)), B(), T("carts", 0, w=22, rows=(1, None)),          # one headline, broken in two
    T("carts", 1),
    B(),
    # water carts and flood drill: the fragments take turns
    T("carts", 2, w=42, indent="  ", blanks=(4,)),
    T("drill", 0),
    T("drill", 1, w=38, indent="  "),
    T("carts", 3, w=42, indent="  ", rows=(0, 5)),
    B(),
    T("drill", 2, w=38, indent="  ", rows=(0, 5), blanks=(3,)),
    T("carts", 3, w=42, indent="  ", rows=(5, None)),
    T("carts", 4, w=42, indent="  ", rows=(0, 4)),
    T("drill", 5), T("drill", 6),                              # the drill's caption, in the other article's sentence
    T("carts", 4, w=42, indent="  ", rows=(4, None)),
    B(),
    T("drill", 2, w=38, indent="  ", rows=(5, None)),
    T("drill", 3, w=38, indent="  ", twice=(3,)),
    B(),
    F("LOCAL NEWS"),
    T("library", 0),
    T("library", 1),
    T("library", 2, w=46, indent="  ", blanks=(2,)),
    T("library", 3),
    T("library", 4, w=46, indent="  "),
    F("Telephone the Courier: Millbrook 140."),
    T("carts", 5, w=40, indent="  "),                          # the water carts' end, far from their beginning
    T("library", 5),
    T("library", 6, w=46, indent="  "),
    B(),
    X([T("bus", 0), T("bus", 1, w=34, rows=(0, 9))], [T("trees", 0), T("trees", 1, w=36, rows=(0, 9))], w=17.5, fill=" ", gap="    "),
    B(),
    T("bus", 1, w=34, rows=(9, None)),
    T("trees", 1, w=36, rows=(9, None)),
    B(),
    T("market", 0),
    T("market", 1, w=44),                                      # its opening is lost
    T("drill", 4, w=38, indent="  "),                          # the flood drill's end, within the market's column
    T("market", 2, w=44, indent="  "),
    B(),
    F("Printed and Published at the Courier Office, Corn Market, Millbrook."),
]
