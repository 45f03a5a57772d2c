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
)  # fmt: skip

# name, title, department, role, mailbox; those met most come first
PEOPLE = {
    "ACME Corp.": (
        ("Jane Doe", "Head of Purchasing", "Purchasing", "purchasing", "jane.doe"),
        ("Hong Gildong", "Plant Manager", "Production", "user buyer", "gildong.hong"),
        ("Victor Hale", "Chief Operating Officer", "Management", "decision maker", "victor.hale"),
        ("Priya Nandan", "Controller", "Finance", "economic buyer", "priya.nandan"),
    ),
    "Velmont Aerotech GmbH": (
        ("Katrin Voss", "Director Engineering", "Engineering", "technical buyer", "katrin.voss"),
        ("Jonas Ebert", "Purchasing Manager", "Purchasing", "purchasing", "jonas.ebert"),
        ("Ingrid Sandmann", "Managing Director", "Management", "decision maker", "ingrid.sandmann"),
    ),
    "Quarrick Steel Ltd": (
        ("Alan Pruett", "Works Manager", "Production", "user buyer", "alan.pruett"),
        ("Moira Lachlan", "Finance Director", "Finance", "economic buyer", "moira.lachlan"),
        ("Desmond Achebe", "Head of Maintenance", "Maintenance", "influencer", "desmond.achebe"),
    ),
    "Tessaly Foods Inc.": (
        ("Dana Whitlock", "VP Operations", "Operations", "decision maker", "dana.whitlock"),
        ("Luis Ferreiro", "Quality Manager", "Quality", "technical buyer", "luis.ferreiro"),
        ("Grace Umeh", "Category Buyer", "Purchasing", "purchasing", "grace.umeh"),
    ),
    "Ondrahl Pharma AG": (
        ("Beat Zurlinden", "Head of Procurement", "Procurement", "purchasing", "beat.zurlinden"),
        ("Sophie Marchand", "Head of Production", "Production", "champion", "sophie.marchand"),
        ("Reto Amsler", "Chief Financial Officer", "Finance", "economic buyer", "reto.amsler"),
    ),
    "Brackwell Mills LLC": (
        ("Earl Tibbets", "Owner", "Management", "decision maker", "earl.tibbets"),
        ("Nora Quist", "Office Manager", "Administration", "", "nora.quist"),
    ),
    "Fennhollow Paper": (
        ("Gwen Attwood", "Mill Manager", "Production", "user buyer", "gwen.attwood"),
        ("Colin Marsh", "Energy Manager", "Engineering", "technical buyer", "colin.marsh"),
        ("Helen Brody", "Managing Director", "Management", "decision maker", "helen.brody"),
    ),
    "Marrowby Ceramics": (
        ("Ruth Ellison", "Technical Director", "Engineering", "champion", "ruth.ellison"),
        ("Samir Haddad", "Purchasing", "Purchasing", "purchasing", "samir.haddad"),
        ("Oliver Penn", "Managing Director", "Management", "decision maker", "oliver.penn"),
    ),
    "Sundvik Marine AS": (
        ("Astrid Holm", "Fleet Director", "Operations", "decision maker", "astrid.holm"),
        ("Lars Brekke", "Superintendent", "Engineering", "technical buyer", "lars.brekke"),
    ),
    "Pellgate Insurance plc": (
        ("Fiona Strand", "Chief Underwriter", "Underwriting", "decision maker", "fiona.strand"),
        ("Marcus Bell", "Head of Claims", "Claims", "user buyer", "marcus.bell"),
        ("Yvonne Tate", "Vendor Manager", "Purchasing", "purchasing", "yvonne.tate"),
    ),
    "Ardenholm BV": (
        ("Pieter Van Loon", "R&D Manager", "Research", "technical buyer", "pieter.vanloon"),
        ("Marieke Bos", "Buyer", "Purchasing", "purchasing", "marieke.bos"),
        ("Hendrik Mulder", "Director", "Management", "decision maker", "hendrik.mulder"),
    ),
    "Kestrow Robotics Inc.": (
        ("Alicia Romero", "VP Supply Chain", "Supply Chain", "decision maker", "alicia.romero"),
        ("Joan Reyes", "Lead Engineer", "Engineering", "technical buyer", "joan.reyes"),
        ("Ben Castle", "Sourcing Manager", "Purchasing", "purchasing", "ben.castle"),
    ),
    GROUP: (
        ("서태준", "전무", "경영기획실", "influencer", "tj.seo"),
        ("민경아", "상무", "재무실", "economic buyer", "ka.min"),
    ),
    "한빛전자": (
        ("홍길동", "부장", "구매팀", "purchasing", "gd.hong"),
        ("박성우", "상무", "생산본부", "decision maker", "sw.park"),
        ("이하늘", "과장", "기술연구소", "technical buyer", "hn.lee"),
        ("박지훈", "차장", "품질팀", "user buyer", "jh.park"),
    ),
    "한빛화학": (
        ("최은서", "이사", "구매본부", "decision maker", "es.choi"),
        ("박성우", "부장", "설비팀", "technical buyer", "sw.park"),
        ("정다운", "대리", "구매팀", "purchasing", "dw.jung"),
    ),
    "한빛물류": (
        ("한승호", "본부장", "운영본부", "decision maker", "sh.han"),
        ("오유진", "과장", "총무팀", "purchasing", "yj.oh"),
    ),
    "도담식품㈜": (
        ("김민준", "팀장", "생산팀", "user buyer", "mj.kim"),
        ("송미래", "차장", "구매팀", "purchasing", "mr.song"),
        ("배영철", "대표", "경영진", "decision maker", "yc.bae"),
    ),
    "새론제약": (
        ("임수빈", "부장", "구매팀", "purchasing", "sb.lim"),
        ("조현우", "상무", "생산본부", "decision maker", "hw.cho"),
        ("신아름", "과장", "품질보증팀", "technical buyer", "ar.shin"),
    ),
    "미르조선 주식회사": (
        ("권도훈", "전무", "조달본부", "decision maker", "dh.kwon"),
        ("김민준", "차장", "설계팀", "technical buyer", "mj.kim"),
        ("유서연", "대리", "조달팀", "purchasing", "sy.yoo"),
    ),
    "아라해운": (
        ("문재원", "팀장", "선박관리팀", "user buyer", "jw.moon"),
        ("노은지", "과장", "구매팀", "purchasing", "ej.noh"),
        ("양태호", "이사", "운항본부", "decision maker", "th.yang"),
    ),
    "온새미건설": (
        ("장우진", "부장", "자재팀", "purchasing", "wj.jang"),
        ("황보람", "과장", "현장관리팀", "user buyer", "br.hwang"),
        ("고상현", "상무", "공사본부", "decision maker", "sh.ko"),
    ),
    "다솔은행": (
        ("안지혜", "부행장", "디지털그룹", "decision maker", "jh.ahn"),
        ("류정민", "팀장", "IT기획팀", "technical buyer", "jm.ryu"),
        ("전소영", "차장", "총무부", "purchasing", "sy.jeon"),
    ),
    "가온누리모터스": (
        ("남기훈", "이사", "구매본부", "decision maker", "kh.nam"),
        ("우나래", "책임", "선행기술팀", "technical buyer", "nr.woo"),
        ("구본석", "과장", "구매팀", "purchasing", "bs.koo"),
    ),
    "늘봄소프트㈜": (
        ("심재희", "대표", "경영진", "decision maker", "jh.shim"),
        ("하윤아", "팀장", "개발팀", "technical buyer", "ya.ha"),
        ("채민수", "매니저", "운영팀", "user buyer", "ms.chae"),
    ),
}

NOTES = {
    "en": (
        "Budget for next year is fixed in October; wants our figures before that.",
        "Line 3 stands still twice a month. Nobody has asked what it costs them yet.",
        "Happy with the last delivery, not with the paperwork around it.",
        "A competitor offers 8 % less, without service. She is not convinced.",
        "Wants to see a reference in their own trade before going further.",
        "New colleague starts in spring and will look after us from then on.",
        "Asked for the test report again; promised it by Friday.",
        "The renewal goes through legal now, about four weeks.",
        "They think of bringing maintenance back in house.",
        "Long talk about energy prices: everything that saves is welcome.",
        "Second plant opens next summer, tender comes early in the year.",
        "Complained about three different contacts on our side.",
        "Sent the drawings of the new packaging line in confidence.",
        "Coffee after the fair; mostly about his daughter's school.",
        "Training for the night shift would help more than a new machine.",
        "Price is not the point, he says; the delivery time is.",
        "Has moved up and decides up to 50,000 by herself now.",
        "Thanked us for the quick help in the holidays.",
        "Audit next month, so nothing new before that.",
        "Wants fewer invoices: one a month would do.",
    ),
    "ko": (
        "내년 예산은 10월에 확정된다고 함. 그전에 견적 요청.",
        "3라인이 한 달에 두 번 멈춤. 손실은 아직 계산해 보지 않았다고 함.",
        "지난 납품은 만족, 서류 처리는 불만.",
        "경쟁사가 8% 싸게 제안했지만 서비스가 빠져 있어 고민 중.",
        "같은 업종의 사례를 먼저 보고 싶어 함.",
        "봄에 담당자가 바뀔 예정. 후임 소개 부탁드림.",
        "시험 성적서 다시 요청. 금요일까지 보내기로 약속.",
        "재계약은 법무 검토 중, 4주 정도 걸린다고 함.",
        "유지보수를 자체 인력으로 돌리는 방안을 검토 중.",
        "에너지 비용이 가장 큰 고민. 절감 방안이면 무엇이든 환영.",
        "내년 여름 2공장 가동, 연초에 입찰 예정.",
        "우리 쪽 창구가 여러 명이라 헷갈린다고 함.",
        "신제품 포장 라인 도면을 미리 보여 주심.",
        "점심 식사. 주로 아이들 학교 이야기.",
        "야간조 교육이 새 장비보다 급하다고 함.",
        "가격보다 납기가 중요하다고 강조.",
        "승진하셔서 5천만 원까지 전결 가능.",
        "연휴 때 빨리 지원해 줘서 고맙다고 하심.",
        "다음 달 감사라 그전에는 새 안건 어려움.",
        "세금계산서를 월 1회로 합쳐 달라고 요청.",
    ),
}
