/* Processor time of passes, and what a pass costs in the middle. */
#ifndef TIMING_H
#define TIMING_H
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Measures `pass` for `milliseconds` after twice as much to warm up; `reset` is not measured.
 * Prints the median in nanoseconds a unit, and the number of passes. */
static void measure(void (*reset)(void), void (*pass)(void), double units, double milliseconds) {
  enum { MOST_PASSES = 100000 };
  const double limit = milliseconds / 1000;
  double *passes = malloc(MOST_PASSES * sizeof *passes);
  long made = 0;
  double spent = 0;
  while (spent < 2 * limit) {
    reset();
    const double before = seconds();
    pass();
    spent += seconds() - before;
  }
  for (spent = 0; made < MOST_PASSES && (made == 0 || spent < limit); made++) {
    reset();
    const double before = seconds();
    pass();
    passes[made] = seconds() - before;
    spent += passes[made];
    passes[made] *= 1e9 / units;
  }
  qsort(passes, (size_t)made, sizeof *passes, ascending);
  printf("%.6f %ld\n", passes[made / 2], made);
}

/* All bytes of a file; ends the program where it cannot be read. */
static void *contents(const char *path, long *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  fseek(file, 0, SEEK_END);
  *bytes = ftell(file);
  rewind(file);
  void *all = aligned_alloc(64, ((size_t)*bytes + 127) / 64 * 64);
  if (fread(all, 1, (size_t)*bytes, file) != (size_t)*bytes) exit(2);
  fclose(file);
  return all;
}

static void append(FILE *file, const void *from, size_t size, size_t count) {
  if (file == NULL || fwrite(from, size, count, file) != count) exit(2);
}
#endif
