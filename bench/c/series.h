/* Series statistics over one column: z-score, weighted moments, EWMA chart, CUSUM. */
#ifndef SERIES_H
#define SERIES_H
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { Z_ROWS = 256, FLAG_WARMING = 1, FLAG_UNDEFINED = 2, FLAG_ALARM = 1 << 17 };

static const double LAMBDA = 0.2, LIMIT = 4.8, SLACK = 0.5, ALARM_SUM = 10, CAP = 20;
static const double BASELINE_WARM = 100, MAX_FROZEN = 5000;

struct baseline {
  double mean, variance, count, frozen, side;
};

struct series {
  double rate, baseline_rate, keep_squared, final_width;
  double mean, variance, count;
  double sum, squares;
  uint32_t position;
  double level, decay, up, down;
  struct baseline ewma, cusum;
  double ring[Z_ROWS];
  /* answers */
  double z, out_mean, out_variance, score, cusum_value;
  uint32_t flags;
};

static inline double settled(double x) { return fabs(x) < 1e-150 ? 0 : x; }

static inline void z_score(struct series *s, double x) {
  const uint32_t slot = s->position & (Z_ROWS - 1);
  s->z = NAN;
  if (s->position >= Z_ROWS) {
    const double spread = s->squares - s->sum * s->sum / Z_ROWS;
    if (spread > 0) s->z = (x - s->sum / Z_ROWS) / sqrt(spread / (Z_ROWS - 1));
    else s->flags |= FLAG_UNDEFINED;
  } else {
    s->flags |= FLAG_WARMING;
  }
  const double old = s->ring[slot];
  s->ring[slot] = x;
  s->sum += x - old;
  s->squares += x * x - old * old;
  s->position++;
  if (slot != Z_ROWS - 1) return;
  s->sum = s->squares = 0;
  for (int i = 0; i < Z_ROWS; i++) {
    s->sum += s->ring[i];
    s->squares += s->ring[i] * s->ring[i];
  }
}

static inline void weighted(struct series *s, double x) {
  if (s->count == 0) {
    s->count = 1;
    s->mean = x;
  } else {
    const double d = x - s->mean;
    s->mean = settled(s->mean + s->rate * d);
    s->variance = settled((1 - s->rate) * (s->variance + d * (s->rate * d)));
  }
  s->out_mean = s->mean;
  s->out_variance = s->variance;
}

static inline double standardised(struct series *s, const struct baseline *b, double x) {
  if (b->count >= BASELINE_WARM && b->variance > 0) return (x - b->mean) / sqrt(b->variance);
  s->flags |= b->count < BASELINE_WARM ? FLAG_WARMING : FLAG_UNDEFINED;
  return NAN;
}

static inline void learn(const struct series *s, struct baseline *b, double x) {
  if (b->side != 0 && b->frozen < MAX_FROZEN) {
    b->frozen++;
    return;
  }
  if (b->side == 0) b->frozen = 0;
  b->count++;
  const double rate = fmax(s->baseline_rate, 1 / b->count);
  const double d = x - b->mean;
  b->mean = settled(b->mean + rate * d);
  b->variance = settled((1 - rate) * (b->variance + d * (rate * d)));
}

static inline void ewma_chart(struct series *s, double x) {
  const double u = standardised(s, &s->ewma, x);
  s->score = NAN;
  if (!isnan(u)) {
    s->level = settled(s->level + LAMBDA * (u - s->level));
    s->decay = settled(s->decay * s->keep_squared);
    s->score = s->level / (s->decay > 1e-17 ? s->final_width * sqrt(1 - s->decay) : s->final_width);
    const double side = s->score > LIMIT ? 1 : s->score < -LIMIT ? -1 : 0;
    if (side != 0 && side != s->ewma.side) s->flags |= FLAG_ALARM;
    s->ewma.side = side;
  }
  learn(s, &s->ewma, x);
}

static inline void raise(struct series *s, double up, double down) {
  double side = s->cusum.side;
  if ((side > 0 && up == 0) || (side < 0 && down == 0)) side = 0;
  if (side <= 0 && up > ALARM_SUM) {
    side = 1;
    s->flags |= FLAG_ALARM;
  } else if (side >= 0 && down > ALARM_SUM) {
    side = -1;
    s->flags |= FLAG_ALARM;
  }
  s->cusum.side = side;
}

static inline void cusum(struct series *s, double x) {
  const double u = standardised(s, &s->cusum, x);
  s->cusum_value = NAN;
  if (!isnan(u)) {
    s->up = fmin(CAP, fmax(0, s->up + u - SLACK));
    s->down = fmin(CAP, fmax(0, s->down - u - SLACK));
    s->cusum_value = s->up >= s->down ? s->up : -s->down;
    raise(s, s->up, s->down);
  }
  learn(s, &s->cusum, x);
}

static void step_series(struct series *s, double lots, double x) {
  s->flags = 0;
  z_score(s, lots);
  weighted(s, x);
  ewma_chart(s, x);
  cusum(s, x);
}

static void reset_series(struct series *s) {
  memset(s, 0, sizeof *s);
  s->rate = 1 - exp2(-1.0 / 100);
  s->baseline_rate = 1 - exp2(-1.0 / 1000);
  s->keep_squared = (1 - LAMBDA) * (1 - LAMBDA);
  s->final_width = sqrt(LAMBDA / (2 - LAMBDA));
  s->decay = 1;
}
#endif
