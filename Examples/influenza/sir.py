"""The SIR model of an epidemic in an English boarding school of 763 boys.

    python3 sir.py TRANSMISSION RECOVERY INFECTED

prints {"infected": [...]}, the number of boys infected, I(t), at the beginning of each of 14 days.

    dS/dt = -β S I / N        dI/dt = β S I / N - γ I        S(0) = N - I(0)

It knows nothing of the data: study.yaml says what the series is compared with.
"""

import json
import sys

BOYS = 763
DAYS = 14
STEPS_PER_DAY = 200


def infected(transmission, recovery, initially):
    """I(t) at the beginning of each day, by the classical Runge-Kutta method of order 4.

    Its step is fixed, so that the result is a smooth function of the parameters. At this length I(t) is right to 1e-8.
    """
    h = 1 / STEPS_PER_DAY
    b = transmission / BOYS
    s, i = BOYS - initially, initially
    yield i
    for _ in range(1, DAYS):
        for _ in range(STEPS_PER_DAY):
            new1 = b * s * i
            di1 = new1 - recovery * i
            s2, i2 = s - h / 2 * new1, i + h / 2 * di1
            new2 = b * s2 * i2
            di2 = new2 - recovery * i2
            s3, i3 = s - h / 2 * new2, i + h / 2 * di2
            new3 = b * s3 * i3
            di3 = new3 - recovery * i3
            s4, i4 = s - h * new3, i + h * di3
            new4 = b * s4 * i4
            di4 = new4 - recovery * i4
            s -= h / 6 * (new1 + 2 * new2 + 2 * new3 + new4)
            i += h / 6 * (di1 + 2 * di2 + 2 * di3 + di4)
        yield i


if __name__ == "__main__":
    print(json.dumps({"infected": list(infected(*map(float, sys.argv[1:])))}))
