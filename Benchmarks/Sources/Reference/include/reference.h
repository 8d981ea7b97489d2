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

#endif
