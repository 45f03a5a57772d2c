"""The words that Korean glues to a noun."""

# 쪽 and 측 are nouns ("한빛전자측에서"), but stand like particles.
PARTICLES = frozenset(
    "은 는 이 가 을 를 과 와 랑 이랑 하고 의 에 에서 에게 에게서 한테 한테서 께 께서 로 으로 도 만 부터 까지 보다 처럼"
    " 나 이나 며 이며 고 이고 라고 이라고 마다 조차 대로 쪽 측 들 입니다 이에요 예요 이다 이었다 였다 및".split()
)
