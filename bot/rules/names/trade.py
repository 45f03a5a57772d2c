"""The other ways a company's name may be read: Korean trade words in English, spelt-out letters as letters."""

import re

from bot.rules.names.company import company_words, is_hangul
from bot.rules.names.sound import LETTER_NAMES

_WORDS = """
전자 electronics|전기 electric|전선 cable|전력 electric power|반도체 semiconductor|디스플레이 display
통신 telecom|텔레콤 telecom|정보통신 information communications|정보기술 information technology|정보 information
기술 technology|테크놀로지 technology|테크 tech|시스템 system|시스템즈 systems|소프트 soft|소프트웨어 software
데이터 data|디지털 digital|네트웍스 networks|네트워크 network|네트웍 network|로보틱스 robotics|로봇 robot
솔루션 solution|솔루션스 solutions|솔루션즈 solutions|화학 chemical|정밀화학 fine chemical
석유화학 petrochemical|케미칼 chemical|케미컬 chemical|석유 petroleum|정유 oil|가스 gas|에너지 energy
전지 battery|배터리 battery|소재 materials|머티리얼즈 materials|머트리얼즈 materials|재료 materials
제약 pharmaceutical|약품 pharmaceutical|파마 pharma|팜 pharm|바이오 bio|바이오로직스 biologics|의료 medical
메디칼 medical|메디컬 medical|헬스케어 healthcare|병원 hospital|생명과학 life science|생명공학 biotech
사이언스 science|중공업 heavy industries|공업 industrial|산업 industries|산업개발 development
인더스트리 industries|건설 construction|엔지니어링 engineering|개발 development|건축 architecture|시멘트 cement
부동산 real estate|철강 steel|제철 steel|스틸 steel|특수강 special steel|강관 steel pipe|금속 metal
비철 nonferrous metal|아연 zinc|알루미늄 aluminum|제강 steel|기계 machinery|기공 machinery|정공 precision
정밀 precision|정밀공업 precision industrial|부품 parts|자동차 motor|모터스 motors|차 motor|모빌리티 mobility
조선 shipbuilding|조선해양 shipbuilding marine|해양 marine|해운 shipping|상선 merchant marine|항공 airlines
항공우주 aerospace|우주항공 aerospace|물류 logistics|로지스틱스 logistics|통운 express|운송 transport
택배 express|생명 life insurance|생명보험 life insurance|화재 fire marine insurance|화재보험 fire insurance
해상보험 marine insurance|화재해상보험 fire marine insurance|손해보험 insurance|손보 insurance|보험 insurance
증권 securities|투자증권 investment securities|투자 investment|자산운용 asset management|은행 bank
저축은행 savings bank|뱅크 bank|금융지주 financial group|금융그룹 financial group|금융 financial|지주 holdings
홀딩스 holdings|카드 card|캐피탈 capital|캐피털 capital|파트너스 partners|벤처투자 venture investment|신탁 trust
식품 foods|푸드 food|푸즈 foods|제과 confectionery|제분 flour mills|제당 sugar|음료 beverage|주조 brewery
유업 dairy|수산 fisheries|농산 agricultural|사료 feed|백화점 department store|마트 mart|쇼핑 shopping
유통 retail|리테일 retail|무역 trading|상사 trading international|물산 trading|패션 fashion|섬유 textile
방직 spinning|모직 textile|화장품 cosmetics|코스메틱 cosmetic|코스메틱스 cosmetics|생활건강 household health
제지 paper|페이퍼 paper|유리 glass|고무 rubber|타이어 tire|페인트 paint|플라스틱 plastic|포장 packaging
가구 furniture|목재 wood|광고 advertising|기획 planning|방송 broadcasting|미디어 media|신문 newspaper
일보 daily news|출판 publishing|교육 education|대학교 university|학원 academy|연구소 institute
엔터테인먼트 entertainment|엔터 entertainment|게임즈 games|게임 games|스튜디오 studio|스튜디오스 studios
픽처스 pictures|호텔 hotel|리조트 resort|관광 tour|투어 tour|여행 travel|레저 leisure|환경 environment
서비스 service|그룹 group|글로벌 global|인터내셔널 international|국제 international|코리아 korea|컴퍼니 company
공사 corporation|앤 and|네트 net|파워 power|오토 auto|클라우드 cloud|랩 lab|랩스 labs|센서 sensor|옵틱스 optics
일렉트릭 electric|일렉트로닉스 electronics|오토모티브 automotive|에어로스페이스 aerospace|디펜스 defense
오션 ocean|마린 marine
"""
_TRADE = dict(pair.split(" ", 1) for line in _WORDS.split("\n") for pair in line.split("|") if pair)
_COUNTRY = {"한국": "korea", "대한": "korea", "고려": "korea"}
_LETTER = {said: letter for letter, said in LETTER_NAMES.items()} | {"시": "c", "쥐": "g"}


def _any_of(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table, key=len, reverse=True)))


_TRADE_WORD = _any_of(_TRADE)
_LETTER_NAME = _any_of(_LETTER)
_SPELT = re.compile(rf"(?<![가-힣])(?:{_LETTER_NAME.pattern}){{2,}}(?=$|[^가-힣]|{_TRADE_WORD.pattern})")


def readings(key: str) -> list[str]:
    """A folded name and, if it has Hangul, its other readings: "LG전자" also "lg electronics", "에스엠" also "sm"."""
    if key.isascii() or not is_hangul(key):
        return [key]
    found = [key]
    for reading in (_letters(key), _trades(key), _country(_trades(key))):
        if reading not in found:
            found.append(reading)
    return found


def _letters(key: str) -> str:
    return _SPELT.sub(lambda spelt: _LETTER_NAME.sub(lambda one: _LETTER[one[0]], spelt[0]), key)


def _trades(key: str) -> str:
    return " ".join(company_words(_TRADE_WORD.sub(lambda word: f" {_TRADE[word[0]]} ", _letters(key))))


def _country(text: str) -> str:
    for country, english in _COUNTRY.items():
        if text.startswith(country) and len(text) > len(country):
            return f"{english} {text.removeprefix(country)}".replace("  ", " ")
    return text
