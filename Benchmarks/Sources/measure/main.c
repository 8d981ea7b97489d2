// measure PROGRAM ARGUMENTS…: runs a program with its output thrown away, and prints its wall time in nanoseconds, its
// peak memory in bytes and its exit status.

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);

  pid_t child;
  int status;
  struct rusage usage;
  double begin = now();
  if (posix_spawnp(&child, arguments[1], &actions, NULL, arguments + 1, environ) != 0) return 127;
  if (wait4(child, &status, 0, &usage) != child) return 1;
  double wall = now() - begin;
#ifdef __APPLE__
  double peak = (double)usage.ru_maxrss;
#else
  double peak = (double)usage.ru_maxrss * 1024;
#endif
  printf("%.0f %.0f %d\n", wall, peak, WIFEXITED(status) ? WEXITSTATUS(status) : 128);
  return 0;
}
