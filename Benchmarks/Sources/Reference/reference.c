#include "reference.h"

#include <nlopt.h>
#include <stddef.h>
#include <time.h>

static double evaluations;

/// The extended Rosenbrock function in its chained form, Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².
static double rosenbrock(unsigned n, const double *x, double *gradient, void *context) {
  (void)context;
  evaluations++;
  double sum = 0;
  if (gradient)
    for (unsigned i = 0; i < n; i++) gradient[i] = 0;
  for (unsigned i = 0; i + 1 < n; i++) {
    double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
    sum += 100 * a * a + b * b;
    if (gradient) {
      gradient[i] += -400 * a * x[i] - 2 * b;
      gradient[i + 1] += 200 * a;
    }
  }
  return sum;
}

// Called through a variable, so that the compiler cannot merge it with its caller: a library cannot either.
static double (*volatile objective)(unsigned, const double *, double *, void *) = rosenbrock;

double thread_nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void set_start(double *x, int n) {
  for (int i = 0; i < n; i++) x[i] = i % 2 ? 1 : -1.2;
}

reference_tally reference_solve(reference_method method, int n, double nanoseconds) {
  reference_tally tally = {0, 0, 0};
  double x[n], minimum, begin = thread_nanoseconds();
  evaluations = 0;
  do {
    set_start(x, n);
    nlopt_opt run = nlopt_create(method == lbfgs ? NLOPT_LD_LBFGS : NLOPT_LN_NELDERMEAD, (unsigned)n);
    nlopt_set_min_objective(run, objective, NULL);
    nlopt_set_maxeval(run, 20000);
    if (method == lbfgs) {
      nlopt_set_ftol_rel(run, 2.2e-9);
    } else {
      nlopt_set_xtol_abs1(run, 1e-4);
      nlopt_set_ftol_abs(run, 1e-4);
    }
    nlopt_optimize(run, x, &minimum);
    nlopt_destroy(run);
    tally.runs++;
    tally.nanoseconds = thread_nanoseconds() - begin;
  } while (tally.nanoseconds < nanoseconds);
  tally.evaluations = evaluations;
  return tally;
}

double reference_own_cost(reference_method method, int n, double nanoseconds) {
  static volatile double sink;
  double x[n], gradient[n], begin = thread_nanoseconds(), spent, calls = 0;
  set_start(x, n);
  do {
    for (int i = 0; i < 1000; i++) {
      x[0] = -1.2 + 1e-6 * i;
      sink = objective((unsigned)n, x, method == lbfgs ? gradient : NULL, NULL);
    }
    calls += 1000;
    spent = thread_nanoseconds() - begin;
  } while (spent < nanoseconds);
  return spent / calls;
}
