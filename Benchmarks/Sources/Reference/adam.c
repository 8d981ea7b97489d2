#include "reference.h"

#include <math.h>

// Adam as one writes it in C.
#define ADAM_STEP(NAME, NUMBER, POWER, ROOT)                                                                           \
  void NAME(int n, int step, NUMBER *restrict x, const NUMBER *restrict g, NUMBER *restrict m, NUMBER *restrict v) {   \
    const NUMBER beta1 = (NUMBER)0.9, beta2 = (NUMBER)0.999, epsilon = (NUMBER)1e-8;                                   \
    const NUMBER alpha = (NUMBER)0.001 / (1 - POWER(beta1, (NUMBER)step));                                             \
    const NUMBER correction = 1 / (1 - POWER(beta2, (NUMBER)step));                                                    \
    for (int i = 0; i < n; i++) {                                                                                      \
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];                                                                        \
      v[i] = beta2 * v[i] + (1 - beta2) * (g[i] * g[i]);                                                               \
      x[i] -= alpha * m[i] / (ROOT(v[i] * correction) + epsilon);                                                      \
    }                                                                                                                  \
  }

// With the function of the C library, which may have to set errno, as the compiler takes it without further flags.
ADAM_STEP(reference_adam, double, pow, sqrt)
ADAM_STEP(reference_adam_single, float, powf, sqrtf)

// With the root as an instruction: what -fno-math-errno makes of it, which is the default on Apple's systems.
ADAM_STEP(reference_adam_vectorized, double, pow, __builtin_elementwise_sqrt)
ADAM_STEP(reference_adam_single_vectorized, float, powf, __builtin_elementwise_sqrt)
