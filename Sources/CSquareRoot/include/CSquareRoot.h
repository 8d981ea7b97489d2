#ifndef CSQUAREROOT_H
#define CSQUAREROOT_H

// The square root as one instruction. Swift's `squareRoot()` calls the C function for negative arguments, which may set
// `errno`, and so keeps a loop around it from being vectorized: an Adam step takes twice as long.

static inline __attribute__((always_inline)) double nadir_square_root(double x) {
  return __builtin_elementwise_sqrt(x);
}

static inline __attribute__((always_inline)) float nadir_square_root_single(float x) {
  return __builtin_elementwise_sqrt(x);
}

#endif
