#ifndef REFERENCE_H
#define REFERENCE_H

typedef enum { nelder_mead, lbfgs } reference_method;

/// What a number of runs cost.
typedef struct {
  double nanoseconds;
  double evaluations;
  double runs;
} reference_tally;

/// The processor time of the calling thread, which does not grow while other programs have the core.
double thread_nanoseconds(void);

/// Repeats whole runs of NLopt on Rosenbrock's function of n coordinates until they have taken this long.
reference_tally reference_solve(reference_method method, int n, double nanoseconds);

/// The cost of one call of the objective itself, as the method calls it: with the gradient, or without.
double reference_own_cost(reference_method method, int n, double nanoseconds);

/// Threads that wait for work.
typedef struct reference_pool reference_pool;

reference_pool *reference_pool_start(int width);

/// Has the threads sleep `count` times, and returns when the last has woken up.
void reference_pool_sleep(reference_pool *pool, int count, double milliseconds);

void reference_pool_end(reference_pool *pool);

/// One step of Adam in place, with the learning rate 0.001 and the published constants: x along g, with the means m and v.
/// `step` is its number, from 1.
void reference_adam(int n, int step, double *x, const double *g, double *m, double *v);
void reference_adam_single(int n, int step, float *x, const float *g, float *m, float *v);

/// The same with square roots that do not set errno, so that the loop is vectorized.
void reference_adam_vectorized(int n, int step, double *x, const double *g, double *m, double *v);
void reference_adam_single_vectorized(int n, int step, float *x, const float *g, float *m, float *v);

#endif
