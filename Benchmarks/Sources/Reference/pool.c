#include "reference.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

// The least that a pool of threads is: a lock, a condition for the workers and one for who waits for them.
struct reference_pool {
  pthread_mutex_t lock;
  pthread_cond_t work, done;
  int width, next, count, left, is_ending;
  double milliseconds;
  pthread_t threads[];
};

static void *serve(void *argument) {
  reference_pool *pool = argument;
  pthread_mutex_lock(&pool->lock);
  for (;;) {
    while (pool->next == pool->count && !pool->is_ending) pthread_cond_wait(&pool->work, &pool->lock);
    if (pool->is_ending) break;
    pool->next++;
    double milliseconds = pool->milliseconds;
    pthread_mutex_unlock(&pool->lock);
    usleep((useconds_t)(milliseconds * 1000));
    pthread_mutex_lock(&pool->lock);
    if (--pool->left == 0) pthread_cond_signal(&pool->done);
  }
  pthread_mutex_unlock(&pool->lock);
  return NULL;
}

reference_pool *reference_pool_start(int width) {
  reference_pool *pool = calloc(1, sizeof *pool + (size_t)width * sizeof(pthread_t));
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->work, NULL);
  pthread_cond_init(&pool->done, NULL);
  pool->width = width;
  for (int i = 0; i < width; i++) pthread_create(&pool->threads[i], NULL, serve, pool);
  return pool;
}

void reference_pool_sleep(reference_pool *pool, int count, double milliseconds) {
  pthread_mutex_lock(&pool->lock);
  pool->milliseconds = milliseconds;
  pool->next = 0;
  pool->count = pool->left = count;
  pthread_cond_broadcast(&pool->work);
  while (pool->left > 0) pthread_cond_wait(&pool->done, &pool->lock);
  pthread_mutex_unlock(&pool->lock);
}

void reference_pool_end(reference_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  pool->is_ending = 1;
  pthread_cond_broadcast(&pool->work);
  pthread_mutex_unlock(&pool->lock);
  for (int i = 0; i < pool->width; i++) pthread_join(pool->threads[i], NULL);
  free(pool);
}
