"""The days that a text names, in Korean and English.

Which way a day without a year or week lies depends on what the text is for:

- logging (`past`): a bare weekday is the latest one, today included; "20일" the latest 20th; "3/20" lies within the
  last nine months, or else ahead; "5월 초" is the nearest; "last Tuesday" is the latest one before today.
- planning: a bare weekday is the coming one (not today); "20일" the coming 20th, or today; "3/20" lies ahead unless
  it was within the last month.
- a deadline ("by Friday", "금요일까지") lies ahead, today included, whatever the text is for.

"Next Tuesday" is that of next week, as 다음주 화요일 is; weeks begin on Monday. A week or a month alone is a week
or a month from today, as a deadline its Friday or last day. 초 (early) is the first day, 중순 (mid) the 15th or
Wednesday, 말 (end) the last day or Friday, a weekend its Saturday, a few is three. A range is its first day.
"""

from dataclasses import dataclass
from datetime import date

from bot.rules.days.reading import read


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a text names.

    `start` and `end`: the span in the text as given, [start, end), with what belongs to the day: its weekday, time,
    particles and "on" or "by". `words`: the text of the span. `deadline`: the day by which something is promised,
    not the day of a contact.
    """

    start: int
    end: int
    day: date
    words: str
    deadline: bool


def find(text: str, today: date, *, past: bool = True, day_first: bool = False) -> list[Found]:
    """The days named in `text` (NFC), in order, without overlap; none is an empty list. Takes any text.

    `past`: bare days lie behind (logging) or ahead (planning). `day_first`: 3/4 is the third of April.
    """
    return [
        Found(piece.start, piece.end, piece.day, text[piece.start : piece.end], piece.due)
        for piece in read(text, today, past=past, day_first=day_first)
    ]
