"""The customers' people: some written down, the others put together from names and posts. Invented, every one."""

from __future__ import annotations

import random

from storage.sample.names import ACCOUNTS, CORVANE, GROUP, KEUNSOL, Customer

Human = tuple[str, str, str, str, str]
EACH = 5  # people at an account

# name, title, department, role, mailbox; those met most come first
KNOWN: dict[str, tuple[Human, ...]] = {
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
    CORVANE: (
        ("Walter Beck", "Purchasing Manager", "Purchasing", "purchasing", "walter.beck"),
        ("Renee Sharpe", "Process Engineer", "Engineering", "technical buyer", "renee.sharpe"),
        ("Gordon Ames", "VP Manufacturing", "Management", "decision maker", "gordon.ames"),
        ("Claire Duval", "Purchasing Manager", "Purchasing", "purchasing", "claire.duval"),
    ),
    KEUNSOL: (
        ("백승민", "부장", "구매팀", "purchasing", "sm.baek"),
        ("주영란", "상무", "발전본부", "decision maker", "yr.joo"),
        ("도재원", "과장", "설비팀", "technical buyer", "jw.do"),
    ),
}

FIRST = """
Adele Bruno Celia Dmitri Elena Frank Greta Hugo Irene Julian Karla Leon Marta Nadia Owen Petra Quentin Rosa
Simon Tessa Ulrich Vera Wesley Yara Zeno Amara Boris Carmen Declan Edith Farid Gloria Harvey Ines Jasper
Kirsten Lorenz Milena Niall Odette
""".split()
LAST = """
Ackerley Bergmann Castell Dorning Eklund Farrow Gessner Hartwell Iversen Jansson Kowal Lindqvist Moreau
Norwood Okeke Pascoe Quigley Rausch Stroud Tanaka Underhill Vasquez Whitby Yardley Zimmer Aldous Bassett
Corrigan Denholm Estrada Fairbank Granger Holt Ingram Jessop Keller Loxley Merton Nesbit Orchard
""".split()
SURNAMES = """
강kang 고ko 곽kwak 김kim 나na 문moon 박park 배bae 서seo 손son 신shin 안ahn 오oh 유yoo 윤yoon
이lee 임lim 장jang 정jung 조cho 차cha 최choi 한han 허heo
""".split()
GIVEN = """
가은ge 규리gr 나연ny 다인di 도윤dy 라희rh 민재mj 보경bk 상철sc 서진sj 성훈sh 소라sr 수현sy 승아sa 연우yw 영수ys
예린yr 용준yj 은호eh 인성is 재경jk 정환jh 주원jw 지안ja 진석js 채원cw 태경tk 하준hj 현정hz 혜미hm
""".split()
POSTS = {
    "en": (
        ("Category Manager", "Purchasing", "purchasing"),
        ("Chief Engineer", "Engineering", "technical buyer"),
        ("Managing Director", "Management", "decision maker"),
        ("Planner", "Maintenance", "user buyer"),
        ("Controller", "Finance", "economic buyer"),
        ("Auditor", "Quality", "influencer"),
        ("Shift Supervisor", "Production", "user buyer"),
        ("Sustainability Officer", "Management", "influencer"),
        ("Buyer", "Purchasing", "purchasing"),
    ),
    "ko": (
        ("과장", "구매팀", "purchasing"),
        ("팀장", "기술팀", "technical buyer"),
        ("전무", "경영진", "decision maker"),
        ("차장", "생산팀", "user buyer"),
        ("부장", "재무팀", "economic buyer"),
        ("책임", "품질팀", "influencer"),
        ("대리", "설비팀", "user buyer"),
        ("이사", "경영기획실", "influencer"),
        ("주임", "총무팀", ""),
    ),
}  # fmt: skip


def people() -> dict[str, list[Human]]:
    """Five people at each account, by its name; those who are met most come first."""
    dice = random.Random(40)  # noqa: S311 - the same people each time is the point
    taken = {human[0] for humans in KNOWN.values() for human in humans}
    return {account.name: at(account, dice, taken) for account in ACCOUNTS}


def at(account: Customer, dice: random.Random, taken: set[str]) -> list[Human]:
    humans = list(KNOWN.get(account.name, ()))
    departments = {human[2] for human in humans}
    posts = [post for post in POSTS["ko" if account.korean else "en"] if post[1] not in departments or not humans]
    for title, department, role in posts[: EACH - len(humans)]:
        name, mailbox = nobody_yet(account.korean, dice, taken)
        humans.append((name, title, department, role, mailbox))
    return humans


def nobody_yet(korean: bool, dice: random.Random, taken: set[str]) -> tuple[str, str]:
    """A name that nobody has, and its mailbox."""
    while True:
        if korean:
            surname, given = dice.choice(SURNAMES), dice.choice(GIVEN)
            name, mailbox = surname[0] + given[:2], f"{given[2:]}.{surname[1:]}"
        else:
            first, last = dice.choice(FIRST), dice.choice(LAST)
            name, mailbox = f"{first} {last}", f"{first}.{last}".lower()
        if name not in taken:
            taken.add(name)
            return name, mailbox
