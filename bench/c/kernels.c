/*
 * The kernels in C: the physical limit. The same recurrences as the expert's JavaScript over a whole
 * column, compiled with -O3 -march=native -ffp-contract=off.
 *
 *   kernels <statistic> <window> <column.f64> <beside.f64> <answers.f64> <milliseconds>
 *
 * Beside the column lie the other values of its pairs, or its times in microseconds; where there
 * are several answers their columns follow each other.
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

static const double *beside;

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
  double *restrict middle = out + count, *restrict lower = middle + count;
  double *restrict percent = lower + count;
  for (long column = 0; column < (answer == BANDS ? 4 : 1); column++)
    warm(out + column * count, window);
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
      else {
        const double width = 2 * sigma;
        out[i] = shift + around + width;
        middle[i] = shift + around;
        lower[i] = shift + around - width;
        percent[i] = (d - around + width) / (width + width);
      }
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

static inline __attribute__((always_inline)) void pairs(
    const double *restrict x, double *restrict out, long count, long window, int is_line) {
  const double *restrict y = beside;
  double *restrict intercept = out + count, *restrict r2 = intercept + count;
  const double share = 1.0 / (double)window;
  warm(out, window);
  for (long from = window - 1; from < count; from += ANEW) {
    const long to = from + ANEW < count ? from + ANEW : count;
    const double shift_x = x[from + 1 - window], shift_y = y[from + 1 - window];
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (long i = from + 1 - window; i < from; i++) {
      const double dx = x[i] - shift_x, dy = y[i] - shift_y;
      sx += dx;
      sy += dy;
      sxx += dx * dx;
      syy += dy * dy;
      sxy += dx * dy;
    }
    for (long i = from; i < to; i++) {
      const double dx = x[i] - shift_x, dy = y[i] - shift_y;
      const double old_x = i > from ? x[i - window] - shift_x : 0;
      const double old_y = i > from ? y[i - window] - shift_y : 0;
      sx += dx - old_x;
      sy += dy - old_y;
      sxx += dx * dx - old_x * old_x;
      syy += dy * dy - old_y * old_y;
      sxy += dx * dy - old_x * old_y;
      const double squares_x = sxx - sx * sx * share, squares_y = syy - sy * sy * share;
      const double products = sxy - sx * sy * share;
      if (is_line) {
        const double slope = products / squares_x;
        out[i] = slope;
        intercept[i] = shift_y + sy * share - slope * (shift_x + sx * share);
        r2[i] = slope * products / squares_y;
      } else out[i] = products / sqrt(squares_x * squares_y);
    }
  }
}

static void correlation(const double *restrict x, double *restrict out, long count, long window) {
  pairs(x, out, count, window, 0);
}

static void regression(const double *restrict x, double *restrict out, long count, long window) {
  pairs(x, out, count, window, 1);
}

static inline __attribute__((always_inline)) void over_time(
    const double *restrict x, double *restrict out, long count, long seconds, int is_mean) {
  const double *restrict times = beside;
  const double span_us = (double)seconds * 1e6;
  long oldest = 0;
  for (long from = 0; from < count; from += ANEW) {
    const long to = from + ANEW < count ? from + ANEW : count;
    const double shift = is_mean ? 0 : x[oldest];
    double sum = 0, squares = 0;
    for (long i = oldest; i < from; i++) {
      const double d = x[i] - shift;
      sum += d;
      squares += d * d;
    }
    for (long i = from; i < to; i++) {
      const double d = x[i] - shift;
      sum += d;
      squares += d * d;
      const double limit = times[i] - span_us;
      while (times[oldest] <= limit) {
        const double old = x[oldest++] - shift;
        sum -= old;
        squares -= old * old;
      }
      const double share = 1.0 / (double)(i + 1 - oldest), mean = sum * share;
      const double variance = squares * share - mean * mean;
      out[i] = is_mean ? mean : sqrt(variance > 0 ? variance : 0);
    }
  }
}

static void timed_mean(const double *restrict x, double *restrict out, long count, long window) {
  over_time(x, out, count, window, 1);
}

static void timed_sigma(const double *restrict x, double *restrict out, long count, long window) {
  over_time(x, out, count, window, 0);
}

/* A kernel, and how many columns of answers it has. */
static const struct {
  const char *name;
  Work work;
  long columns;
} WORKS[] = {{"sum", sum, 1},
             {"mean", mean, 1},
             {"sigma", sigma, 1},
             {"zscore", zscore, 1},
             {"bands", bands, 4},
             {"ewma", ewma, 1},
             {"ewvariance", ewvariance, 1},
             {"correlation", correlation, 1},
             {"regression", regression, 3},
             {"timed-mean", timed_mean, 1},
             {"timed-sigma", timed_sigma, 1}};

static const double *x;
static double *out;
static long count, window;
static Work work;

static void reset(void) {}

static void pass(void) { work(x, out, count, window); }

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  long columns = 0;
  for (size_t i = 0; i < sizeof WORKS / sizeof *WORKS; i++) {
    if (strcmp(WORKS[i].name, argv[1]) != 0) continue;
    work = WORKS[i].work;
    columns = WORKS[i].columns;
  }
  if (work == NULL) return 2;
  long bytes;
  x = contents(argv[3], &bytes);
  count = bytes / (long)sizeof *x;
  window = atol(argv[2]);
  beside = contents(argv[4], &bytes);
  out = malloc((size_t)(count * columns) * sizeof *out);
  pass();
  FILE *file = fopen(argv[5], "wb");
  append(file, out, sizeof *out, (size_t)(count * columns));
  fclose(file);
  measure(reset, pass, (double)count, atof(argv[6]));
  return 0;
}
