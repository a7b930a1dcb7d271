"""Words that commands are made of, for finding what a slip was meant to be."""

from __future__ import annotations

#: Slips that are too short to be found by nearness, and what is heard.
USUAL = {
    "teh": "the", "hte": "the", "adn": "and", "nad": "and", "amke": "make", "mkae": "make", "mak": "make",
    "pic's": "pic", "foto": "photo", "fotos": "photo", "phot": "photo", "photot": "photo", "vid's": "vid",
    "wiht": "with", "wth": "with", "fro": "for", "ot": "to", "fo": "of", "si": "is", "ti": "it", "tha": "the",
    "moer": "more", "mor": "more", "bak": "back", "ad": "add", "ade": "add", "muisc": "music", "lst": "last",
    "frist": "first", "fist": "first", "firt": "first", "secon": "second", "thrid": "third", "las": "last",
    "evry": "every", "evey": "every", "evrything": "everything", "undoo": "undo", "udno": "undo",
    "tittle": "title", "titel": "title", "txt": "text", "sec's": "sec", "secods": "second", "bw": "bw",
    "fdae": "fade", "zom": "zoom", "mvoe": "move", "swpa": "swap", "rmeove": "remove", "rm": "remove",
    "del": "delete", "dlt": "delete", "bgr": "bigger", "plz": "please", "vid": "vid", "orede": "order",
    "thn": "then", "haf": "half", "wit": "with", "pitcher": "picture", "pitchers": "pictures",
    "minit": "minute", "minits": "minutes", "brite": "bright", "capshun": "caption", "bckgrnd": "background",
    "titl": "title", "tilte": "title", "scnd": "second", "frst": "first", "nwo": "now",
    "secend": "second", "sencond": "second",
    "thrd": "third", "waremr": "warmer",
    "totle": "total", "swich": "switch", "swop": "swap", "lowd": "loud", "smth": "something", "smthn": "something",
}  # fmt: skip

#: Slips so usual that tables of words hold them; written rightly, lines are read by every rule.
MISSPELT = {
    "musik": "music", "muzic": "music", "foto": "photo", "fotos": "photos", "tittle": "title", "begining": "beginning",
    "trasition": "transition", "transistion": "transition", "transtion": "transition", "verticle": "vertical",
    "tiktock": "tiktok", "tictok": "tiktok", "biger": "bigger", "undu": "undo",
}  # fmt: skip

_LIKELY = """
the and photo photos title second seconds make one video with that music should for first last logo from please all
picture pictures put like them this these add out our end keep have now but back caption write name black white five
four three two six seven eight into half order before after something bottom top delete remove move turn each other
left right third except show everything clip zoom still leave whole slideshow transition transitions undo square
text vertical start happy little time swap blue not slow calm cut dark jazz shot opening instead change sound about
drop romantic same rid youtube portrait every both more speed come upbeat minute secs movie yellow fade which wait
sorry send down exactly finish nothing look lose corner captions much volume together open good loud redo red
beginning looks stay big many slowly instagram quick small short shorter longer bigger smaller brighter darker
faster slower louder quieter warmer read oops close landscape cheerful dramatic export middle background also just
want need thing use only get give shorten stretch green gold grey gray orange purple pink bright fourth fifth sixth
switch long color colour stabilize titled replace rotate song
"""
_COMPARED = """
longer shorter slower faster quicker louder quieter softer brighter lighter darker warmer cooler colder bigger
larger smaller higher lower thicker thinner bolder sharper calmer happier sadder smoother earlier later wider closer
funnier nicer better stronger weaker
"""

#: Words that commands are mostly made of: of two that are equally near, the usual one is meant.
LIKELY: frozenset[str] = frozenset(_LIKELY.split())

#: Comparatives are typed with slips as well: "brigter", "slowr".
COMPARED: tuple[str, ...] = tuple(_COMPARED.split())
