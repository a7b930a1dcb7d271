"""What a stretch of words is to the one before it: a reason, where counting begins, what an exception is to be."""

from __future__ import annotations

from photoplay.agent.language.content import is_content
from photoplay.agent.language.headings import is_heading
from photoplay.agent.language.reasons import STARTS, tells_why
from photoplay.agent.language.stretches import Stretches

#: A longer stretch is hardly a mere reason.
_LONGEST_REASON = 16
#: Between a photo and its place.
_AS_PLACE = frozenset(("做", "当", "作", "作为", "放", "放在", "放到", "在", "到", "排", "要", "是", "as"))
#: Verbs by which a photo is given its place.
STANDS = frozenset(("goes", "go", "comes", "come", "should be", "must be", "needs to be", "has to be", "排"))
#: What is put right behind these is no reason.
_WRONG = frozenset(("wrong", "incorrect", "typo", "misspelled", "misspelt", "mistake"))
_HEADING_SIGNS = frozenset((":", "：", ",", "-", "–", "—"))


class Joins(Stretches):
    """Looks at what follows a wish in its sentence."""

    def is_reason(self, at: int, end: int, left: int) -> bool:
        """Whether what begins at ``at`` only tells why: ", he loves that"; not "the name is wrong, it's our …"."""
        if any(token.plain in _WRONG for token in self.tokens[left:at]):
            return False
        if not at < end <= at + _LONGEST_REASON:
            return False
        return tells_why(self.plain[self.tokens[at].start : self.tokens[end - 1].end])

    def reason_follows(self, left: int, at: int) -> bool:
        """Whether a reason begins without any sign: "no mochi in there | its sold out"."""
        return (
            self.tokens[at].plain in STARTS
            and at - left > 1
            and self.has_content(left, at)
            and self.tokens[at - 1].kind != "punct"
            and not self.tokens[at - 1].has("and", "but", "or", "if", "question", "write")
            and self.is_reason(at, self.end_of(at), left)
        )

    def goes_over(self, left: int, at: int) -> bool:
        """Whether a wish goes over into its reason, or a reason into the wish, without any sign."""
        return self.reason_follows(left, at) or self.so_follows(left, at)

    def so_follows(self, left: int, at: int) -> bool:
        """Whether the wish itself begins after a reason: "they don't want to be in it | so leave them out"."""
        return (
            self.tokens[at].plain == "so"
            and at - left > 2
            and self.is_verb(at + 1)
            and self.has_content(left, at)
            and self.tokens[at - 1].kind != "punct"
            and not self.tokens[at - 1].has("and", "but", "or", "filler", "not", "question")
        )

    def counts_from(self, left: int, first: int, end: int) -> bool:
        """Whether it is only said where every other one begins: "every other photo …, starting with the second"."""
        said = [token for token in self.tokens[first + 1 : end] if is_content(token)]
        return (
            self.tokens[first].has("from")
            and any(token.has("every") for token in self.tokens[left:first])
            and bool(said or self.kind_at(end - 1) == "ordinal")
            and all(token.kind in ("ordinal", "number") or token.has("photo", "one") for token in said)
        )

    def ends_heading(self, left: int, at: int) -> bool:
        """Whether a sign ends what only announces wishes: "four quick things: …"."""
        if at - left < 2 or self.tokens[at].plain not in _HEADING_SIGNS:
            return False
        return is_heading(self.plain[self.tokens[left].start : self.tokens[at - 1].end])

    def is_shown_too(self, left: int, first: int, end: int) -> bool:
        """Whether another photo that is not to be shown is named: "doesn't want the bath and the garage shown"."""
        said = [token for token in self.tokens[first:end] if is_content(token)]
        if len(said) < 2 or not said[-1].plain.startswith(
            ("shown", "visible", "included", "featured", "show")
        ):
            return False
        unwanted = any(token.has("not") for token in self.tokens[left:first])
        return unwanted and all(
            bool(token.files) or token.kind in ("ordinal", "number", "file") or token.has("photo", "one")
            for token in said[:-1]
        )

    def places_another(self, first: int, end: int) -> bool:
        """Whether another photo is given its place: "(the dog second,) the cake goes fourth", 蛋糕放第4."""
        head = self.tokens[first]
        if not (head.files or head.kind in ("ordinal", "file") or head.has("photo")):
            return False
        between = self.tokens[first + 1 : end - 1]
        placed = self.kind_at(end - 1) == "ordinal" and self.tokens[end - 1].value in (1, -1)
        if (
            end - first > 1
            and placed
            and all(token.has("photo", "one") or token.plain in _AS_PLACE for token in between)
        ):
            return True  # "… and the beach last", beach做last
        for at in range(first + 1, end):
            if self.tokens[at].has("move", "put") or self.tokens[at].plain in STANDS:
                return any(
                    self.kind_at(place) == "ordinal"
                    or self.tokens[place].has("first-place", "last-place", "before", "after")
                    for place in range(at, end)
                )
        return False

    def speaks_of_exception(self, left: int, first: int) -> bool:
        """Whether it goes on about what was just left out: "all 2 s except the hero shot, | that one gets 4"."""
        token = self.tokens[first]
        if token.plain in ("let", "have", "give", "make") and first + 1 < len(self.tokens):
            token = self.tokens[first + 1]
        return token.has("this", "it") and any(one.has("except") for one in self.tokens[left:first])
