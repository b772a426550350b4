/*
 * The kernels in C: the physical limit. The same recurrences as the expert's JavaScript over a whole
 * column, compiled with -O3 -march=native -ffp-contract=off.
 *
 *   kernels <statistic> <window> <column.f64> <answers.f64> <milliseconds>
 *
 * Writes the answers of the first pass, then measures passes for that much processor time after
 * twice as much to warm up, and prints the median in nanoseconds a value and the number of passes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "timing.h"

typedef void (*Work)(const double *restrict x, double *restrict out, long count, long window);

static void warm(double *out, long window) {
  for (long i = 0; i < window - 1; i++) out[i] = NAN;
}

static void sum(const double *restrict x, double *restrict out, long count, long window) {
  double total = 0;
  warm(out, window);
  for (long i = 0; i < window; i++) total += x[i];
  out[window - 1] = total;
  for (long i = window; i < count; i++) {
    total += x[i] - x[i - window];
    out[i] = total;
  }
}

static void mean(const double *restrict x, double *restrict out, long count, long window) {
  double total = 0;
  warm(out, window);
  for (long i = 0; i < window; i++) total += x[i];
  out[window - 1] = total / (double)window;
  for (long i = window; i < count; i++) {
    total += x[i] - x[i - window];
    out[i] = total / (double)window;
  }
}

enum { SIGMA, ZSCORE, BANDS };

/* Values after which sums are taken anew around a new shift, or rounding would show. */
enum { ANEW = 4096 };

static inline __attribute__((always_inline)) void moments(
    const double *restrict x, double *restrict out, long count, long window, int answer) {
  const double per_row = 1.0 / (double)window;
  warm(out, window);
  for (long from = window - 1; from < count; from += ANEW) {
    const long to = from + ANEW < count ? from + ANEW : count;
    const double shift = x[from + 1 - window];
    double first = 0, second = 0;
    for (long i = from + 1 - window; i < from; i++) {
      const double d = x[i] - shift;
      first += d;
      second += d * d;
    }
    for (long i = from; i < to; i++) {
      const double d = x[i] - shift;
      const double old = i > from ? x[i - window] - shift : 0;
      first += d - old;
      second += d * d - old * old;
      const double around = first * per_row;
      const double variance = second * per_row - around * around;
      const double sigma = sqrt(variance > 0 ? variance : 0);
      if (answer == SIGMA) out[i] = sigma;
      else if (answer == ZSCORE) out[i] = (d - around) / sigma;
      else out[i] = shift + around + 2 * sigma;
    }
  }
}

static void sigma(const double *restrict x, double *restrict out, long count, long window) {
  moments(x, out, count, window, SIGMA);
}

static void zscore(const double *restrict x, double *restrict out, long count, long window) {
  moments(x, out, count, window, ZSCORE);
}

static void bands(const double *restrict x, double *restrict out, long count, long window) {
  moments(x, out, count, window, BANDS);
}

static void ewma(const double *restrict x, double *restrict out, long count, long window) {
  const double alpha = 2.0 / (double)(window + 1);
  double level = x[0];
  for (long i = 0; i < count; i++) {
    level += alpha * (x[i] - level);
    out[i] = level;
  }
}

static void ewvariance(const double *restrict x, double *restrict out, long count, long window) {
  const double alpha = 2.0 / (double)(window + 1), keep = 1 - alpha;
  double level = x[0], variance = 0;
  for (long i = 0; i < count; i++) {
    const double d = x[i] - level;
    level += alpha * d;
    variance = keep * (variance + alpha * d * d);
    out[i] = variance;
  }
}

static const struct {
  const char *name;
  Work work;
} WORKS[] = {{"sum", sum},       {"mean", mean}, {"sigma", sigma},          {"zscore", zscore},
             {"bands", bands}, {"ewma", ewma}, {"ewvariance", ewvariance}};

static const double *x;
static double *out;
static long count, window;
static Work work;

static void reset(void) {}

static void pass(void) { work(x, out, count, window); }

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  for (size_t i = 0; i < sizeof WORKS / sizeof *WORKS; i++)
    if (strcmp(WORKS[i].name, argv[1]) == 0) work = WORKS[i].work;
  if (work == NULL) return 2;
  long bytes;
  x = contents(argv[3], &bytes);
  count = bytes / (long)sizeof *x;
  window = atol(argv[2]);
  out = malloc((size_t)count * sizeof *out);
  pass();
  FILE *file = fopen(argv[4], "wb");
  append(file, out, sizeof *out, (size_t)count);
  fclose(file);
  measure(reset, pass, (double)count, atof(argv[5]));
  return 0;
}
