"""Who is in the sample: invented, every one of them."""

from __future__ import annotations

from dataclasses import dataclass

MIA, TOM, LENA, RAJ = "mia@example.com", "tom@example.com", "lena@example.com", "raj@example.com"
JISU, DOHYUN = "jisu@example.com", "dohyun@example.com"

# email, name, timezone, locale, manager, country, slack_id (in the playground's workspace)
TEAMMATES = (
    (MIA, "Mia Brandt", "Europe/Berlin", "en-GB", "", "DE", "U0MIA"),
    (TOM, "Tom Okafor", "Europe/London", "en-GB", MIA, "GB", "U0TOM"),
    (LENA, "Lena Fischer", "Europe/Berlin", "en-GB", MIA, "DE", "U0LENA"),
    (RAJ, "Raj Menon", "America/New_York", "en-US", MIA, "US", "U0RAJ"),
    (JISU, "윤지수", "Asia/Seoul", "ko-KR", MIA, "KR", "U0JISU"),
    (DOHYUN, "강도현", "Asia/Seoul", "ko-KR", JISU, "KR", "U0DOHYUN"),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """`gap` days between contacts (0: never met), the last `silent` days ago, with the first `met` of its people.

    `team`: who of us goes there, the owner first unless nobody owns it; `claimed`: days since the last activity that
    some other system claims.
    """

    ref: str
    name: str
    tier: str
    domain: str
    industry: str
    team: tuple[str, ...]
    gap: int = 0
    silent: int = 0
    met: int = 3
    parent: str = ""
    claimed: int = 0
    owned: bool = True

    @property
    def korean(self) -> bool:
        return any("가" <= c <= "힣" for c in self.name)


GROUP = "한빛그룹"
CORVANE, KEUNSOL = "Corvane Chemicals Inc.", "큰솔에너지㈜"  # each with a story of its own

ACCOUNTS = (
    Customer("C01", "ACME Corp.", "A", "acme.example", "Machinery", (MIA, RAJ, TOM), gap=9, silent=6),
    Customer("C02", "Velmont Aerotech GmbH", "A", "velmont.example", "Aerospace", (MIA, LENA), gap=24, silent=38),
    Customer("C03", "Quarrick Steel Ltd", "B", "quarrick.example", "Steel", (MIA,), gap=35, silent=120, met=1),
    Customer("C04", "Tessaly Foods Inc.", "B", "tessaly.example", "Food", (RAJ, MIA), gap=42, silent=12),
    Customer("C05", "Ondrahl Pharma AG", "A", "ondrahl.example", "Pharmaceuticals", (LENA, TOM), gap=28, silent=61),
    Customer("C06", "Brackwell Mills LLC", "C", "brackwell.example", "Textiles", (RAJ,), gap=60, silent=20, met=1),
    Customer("C07", "Fennhollow Paper", "C", "fennhollow.example", "Paper", (TOM, MIA), gap=55, silent=150),
    Customer("C08", "Marrowby Ceramics", "B", "marrowby.example", "Ceramics", (TOM,), gap=36, silent=9, met=2),
    Customer("C09", "Sundvik Marine AS", "B", "sundvik.example", "Shipbuilding", (LENA,)),
    Customer("C10", "Pellgate Insurance plc", "A", "pellgate.example", "Insurance", (MIA,), claimed=75),
    Customer("C11", "Ardenholm BV", "C", "ardenholm.example", "Optics", (LENA, TOM), gap=50, silent=33, owned=False),
    Customer("C12", "Kestrow Robotics Inc.", "A", "kestrow.example", "Robotics", (RAJ, LENA), gap=9, silent=4),
    Customer("C13", GROUP, "A", "hanbit.example", "지주회사", (JISU,), gap=45, silent=40, met=1),
    Customer("C14", "한빛전자", "A", "hanbit-el.example", "전자", (JISU, DOHYUN, MIA), gap=8, silent=5, parent=GROUP),
    Customer("C15", "한빛화학", "B", "hanbit-chem.example", "화학", (DOHYUN, JISU), gap=36, silent=70, parent=GROUP),
    Customer("C16", "한빛물류", "C", "hanbit-log.example", "물류", (DOHYUN,), parent=GROUP),
    Customer("C17", "도담식품㈜", "B", "dodam.example", "식품", (JISU, DOHYUN), gap=38, silent=14),
    Customer("C18", "새론제약", "A", "saeron.example", "제약", (JISU,), gap=32, silent=44, met=1),
    Customer("C19", "미르조선 주식회사", "A", "mir.example", "조선", (DOHYUN, JISU), gap=26, silent=8),
    Customer("C20", "아라해운", "B", "ara.example", "해운", (DOHYUN,), gap=40, silent=95, met=2),
    Customer("C21", "온새미건설", "C", "onsaemi.example", "건설", (JISU, MIA), gap=48, silent=27),
    Customer("C22", "다솔은행", "A", "dasol.example", "은행", (JISU,), claimed=40),
    Customer("C23", "가온누리모터스", "B", "gaonnuri.example", "자동차", (DOHYUN, JISU), gap=32, silent=58),
    Customer("C24", "늘봄소프트㈜", "C", "neulbom.example", "소프트웨어", (JISU,), gap=44, silent=18, owned=False),
    Customer("C25", "Harbeck Tools GmbH", "B", "harbeck.example", "Tools", (MIA, LENA), gap=30, silent=64),
    Customer("C26", "Lysander Optics Ltd", "C", "lysander.example", "Optics", (TOM,), gap=45, silent=12),
    Customer("C27", CORVANE, "A", "corvane.example", "Chemicals", (RAJ, MIA), gap=14, silent=150),
    Customer("C28", "Mistral Dairy Co-op", "B", "mistral.example", "Food", (RAJ,), gap=33, silent=81),
    Customer("C29", "Thornbury Rail Ltd", "A", "thornbury.example", "Rail", (TOM, MIA), gap=12, silent=5),
    Customer("C30", "Ossian Breweries", "C", "ossian.example", "Food", (MIA,), gap=52, silent=130, met=1),
    Customer("C31", "Veltri Packaging S.p.A.", "B", "veltri.example", "Packaging", (LENA, TOM), gap=30, silent=15),
    Customer("C32", "Hollins & Pryce", "C", "hollins.example", "Consulting", (RAJ,)),
    Customer("C33", "Sablewood Furniture Inc.", "C", "sablewood.example", "Furniture", (RAJ,), gap=60, silent=118),
    Customer("C34", "다온테크", "A", "daontech.example", "반도체", (JISU, DOHYUN), gap=12, silent=6),
    Customer("C35", KEUNSOL, "A", "keunsol.example", "에너지", (DOHYUN, JISU), gap=15, silent=160),
    Customer("C36", "한울바이오", "B", "hanulbio.example", "바이오", (JISU,), gap=34, silent=88, met=1),
    Customer("C37", "나래항공", "A", "narae.example", "항공", (JISU, MIA), gap=20, silent=9),
    Customer("C38", "두루푸드", "C", "duru.example", "식품", (DOHYUN,), gap=50, silent=20),
    Customer("C39", "세움중공업", "B", "seum.example", "중공업", (DOHYUN, JISU), gap=30, silent=75),
    Customer("C40", "보람생명", "C", "boram.example", "보험", (JISU,)),
)  # fmt: skip
