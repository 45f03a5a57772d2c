"""How a person stands towards us, and the words that say so in Korean and English."""

from enum import StrEnum


class Attitude(StrEnum):
    ADVOCATE = "advocate"
    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    OPPOSED = "opposed"


# what says an attitude even where nothing else tells that one is meant: "…, supportive"
_CLEAR = {
    Attitude.ADVOCATE: "our advocate|an advocate|advocate|strong advocate|열렬한 지지|적극 지지|적극적 지지",
    Attitude.SUPPORTIVE: "supportive|on our side|supports us|우호적|호의적|우리 편|지지",
    Attitude.NEUTRAL: "neutral|중립|중립적",
    Attitude.CRITICAL: "sceptical|skeptical|회의적|비우호적",
    Attitude.OPPOSED: "opposed|against us|hostile|반대|적대적",
}
# what says one only after "attitude:"
_NAMED = {
    Attitude.ADVOCATE: "champion|fan|promoter|옹호|옹호자|지지자",
    Attitude.SUPPORTIVE: "support|supporter|supporting|friendly|positive|good|warm|favourable|긍정적|긍정|우호|좋음",
    Attitude.NEUTRAL: "indifferent|open|undecided|보통|무관심",
    Attitude.CRITICAL: "critical|critic|negative|cool|doubtful|부정적|비판적|비판|부정",
    Attitude.OPPOSED: "opponent|against|opposing|enemy|bad|적대",
}
_ENDINGS = ("", "임", "함", "이심", "하심", "입니다", "합니다", "이에요", "이십니다", "하십니다", "인 편")
_DEGREES = frozenset(
    "very quite rather somewhat fairly strongly now still is 매우 아주 상당히 약간 다소 꽤 좀 여전히".split()
)


def _words(table: dict[Attitude, str]) -> dict[str, Attitude]:
    return {
        word + ending: attitude
        for attitude, words in table.items()
        for word in words.split("|")
        for ending in (("",) if word.isascii() else _ENDINGS)
    }


CLEAR = _words(_CLEAR)
NAMED = {**CLEAR, **_words(_NAMED), **{attitude.value: attitude for attitude in Attitude}}


def called(words: str) -> Attitude | None:
    """The attitude that is called so, where it is known that one is meant: "very supportive", "우호적입니다"."""
    said = words.lower().split()
    while len(said) > 1 and said[0] in _DEGREES:
        said.pop(0)
    return NAMED.get(" ".join(said))
