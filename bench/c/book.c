/*
 * The book alone in C: one level in, the sums of the best ten of both sides out, after every level.
 *
 *   book <levels> <ticks per unit> <lots per unit> <depths> <milliseconds>
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "book.h"
#include "record.h"
#include "timing.h"

enum { BLOCK = 4096 };

static struct side sides[2];
static const struct record *levels;
static long count;
static double ticks_per_unit, lots_per_unit;
static double depths[2 * BLOCK];
static FILE *answers;

static void reset(void) {
  clear_side(sides);
  clear_side(sides + 1);
}

static inline void apply(const struct record *level, double *out) {
  const int side = side_of(level->flags);
  const double lots = floor(level->size * lots_per_unit + 0.5);
  set_level(sides + side, key_of(level->price, ticks_per_unit, side), lots);
  settle(sides + side);
  out[0] = sides[0].sum10;
  out[1] = sides[1].sum10;
}

static void pass(void) {
  for (long from = 0; from < count; from += BLOCK) {
    const long size = count - from < BLOCK ? count - from : BLOCK;
    for (long i = 0; i < size; i++) apply(levels + from + i, depths + 2 * i);
    if (answers != NULL) append(answers, depths, sizeof *depths, 2 * (size_t)size);
  }
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  long bytes;
  levels = contents(argv[1], &bytes);
  count = bytes / (long)sizeof *levels;
  ticks_per_unit = atof(argv[2]);
  lots_per_unit = atof(argv[3]);
  answers = fopen(argv[4], "wb");
  reset();
  pass();
  fclose(answers);
  answers = NULL;
  measure(reset, pass, (double)count, atof(argv[5]));
  return 0;
}
