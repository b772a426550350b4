/*
 * `bench20` in C: the expert's JavaScript once more, the physical limit of a pipeline.
 *
 *   pipeline <ticks> <ticks per unit> <lots per unit> <interval us or 0> <ticks per row> <rows>
 *            <answers> <milliseconds>
 *
 * Answers: for each row the twenty columns, the time and the flags as doubles, column after column.
 */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "book.h"
#include "record.h"
#include "series.h"
#include "timing.h"
#include "trades.h"

enum { COLUMNS = 20, TIME = 20, PADDING = 8 };
enum {
  FLAG_INVALID_BOOK = 1 << 2,
  FLAG_RESYNC = 1 << 4,
  FLAG_TIME_REVERSAL = 1 << 5,
  FLAG_CROSSED = 1 << 6,
  FLAG_LOCKED = 1 << 7,
  FLAG_UNKNOWN_SIDE = 1 << 12,
  FLAG_ONE_SIDED = 1 << 14,
  FLAG_SESSION_BREAK = 1 << 15,
};
static const double DAY_US = 86400e6;

static struct side sides[2];
static struct trades trades;
static struct series series;
static const struct record *ticks;
static long count, capacity, stride, rows;
static double ticks_per_unit, lots_per_unit, interval_us, ticks_per_row;
static double *table;
static uint32_t *row_flags;

static struct {
  double time, boundary, session_end, since_row;
  int is_open, has_book, is_rebuilding, has_message, is_new_session, is_valid;
  double ofi, mlofi, depth, events;
  uint32_t flags;
} now;

static inline double *at(int column) { return table + column * stride + rows; }

static void unknown(int from, int to) {
  for (int column = from; column < to; column++) *at(column) = NAN;
}

static double write_book(void) {
  const struct side *b = sides, *a = sides + 1;
  const double bid = b->keys[0] == NO_KEY ? NAN : b->keys[0];
  const double ask = a->keys[0] == NO_KEY ? NAN : -(double)a->keys[0];
  const double best = b->lots[0] + a->lots[0];
  *at(0) = bid / ticks_per_unit;
  *at(1) = ask / ticks_per_unit;
  *at(2) = (bid + ask) / (2 * ticks_per_unit);
  *at(3) = ask - bid;
  *at(4) = (bid * a->lots[0] + ask * b->lots[0]) / (best * ticks_per_unit);
  *at(5) = (b->lots[0] - a->lots[0]) / best;
  *at(6) = (b->sum5 - a->sum5) / (b->sum5 + a->sum5);
  *at(7) = (b->sum10 - a->sum10) / (b->sum10 + a->sum10);
  const double skew = log(b->sum10 / a->sum10);
  *at(8) = isfinite(skew) ? skew : NAN;
  return (bid + ask) * 0.5;
}

static void write_trades(double mid) {
  for (int span = 0; span < SPANS; span++)
    *at(11 + span) = trades.signed_lots[span] / trades.sided_lots[span];
  const double price = isnan(mid) ? trades.last_ticks : mid;
  *at(14) = 1e4 * (price / (trades.anchor + trades.moment / trades.weight) - 1);
}

static uint32_t write_flow(void) {
  const double ofi = now.ofi / lots_per_unit;
  *at(9) = ofi;
  *at(10) = now.events == 0 ? 0 : now.mlofi * (2 * LEVELS) * now.events / now.depth;
  step_series(&series, now.ofi, ofi);
  *at(15) = series.z;
  *at(16) = series.out_mean;
  *at(17) = series.out_variance;
  *at(18) = series.score;
  *at(19) = series.cusum_value;
  return series.flags;
}

static void row(double time) {
  if (rows == capacity) exit(3);
  advance_trades(&trades, time);
  *at(TIME) = time;
  double mid = NAN;
  if (now.is_valid) mid = write_book();
  else unknown(0, 9);
  write_trades(mid);
  uint32_t flags = now.flags;
  if (now.is_valid) {
    flags |= write_flow();
  } else {
    unknown(9, 11);
    unknown(15, COLUMNS);
    flags |= FLAG_INVALID_BOOK | FLAG_UNDEFINED;
  }
  double sum = 0;
  for (int column = now.is_valid ? 0 : 11; column < 15; column++) sum += *at(column);
  row_flags[rows] = flags | (isnan(sum) ? FLAG_UNDEFINED : 0);
  rows++;
  now.ofi = now.mlofi = now.depth = now.events = 0;
  now.flags = 0;
}

static void look_at_touch(void) {
  const int32_t bid = sides[0].keys[0], ask = sides[1].keys[0];
  if (bid == NO_KEY || ask == NO_KEY) now.flags |= FLAG_ONE_SIDED;
  else if (bid == -ask) now.flags |= FLAG_LOCKED;
  else if (bid > -ask) now.flags |= FLAG_CROSSED;
}

static void open_session(double time) {
  if (now.session_end > 0) {
    now.is_new_session = 1;
    now.flags |= FLAG_SESSION_BREAK;
  }
  now.session_end = (floor(time / DAY_US) + 1) * DAY_US;
}

/* Emits the rows whose boundary lies before `time`. */
static void close_intervals(double time) {
  if (now.boundary == 0) now.boundary = ceil(time / interval_us) * interval_us;
  for (; now.boundary < time; now.boundary += interval_us) {
    if (now.boundary >= now.session_end) open_session(now.boundary);
    if (now.has_message || now.is_valid) row(now.boundary);
    now.has_message = 0;
  }
  now.has_message = 1;
}

static void open_message(double time) {
  now.is_open = 1;
  if (time < now.time) now.flags |= FLAG_TIME_REVERSAL;
  if (interval_us > 0) close_intervals(time);
  if (time > now.time) now.time = time;
  if (time >= now.session_end) open_session(time);
}

static void close_message(void) {
  now.is_open = 0;
  if (now.is_rebuilding || (now.is_new_session && now.has_book)) {
    settle(sides);
    settle(sides + 1);
    if (now.is_rebuilding) now.is_valid = 1;
    now.is_rebuilding = now.is_new_session = 0;
    look_at_touch();
  } else if (now.has_book && now.is_valid) {
    for (int side = 0; side < 2; side++) {
      if (!settle(sides + side)) continue;
      now.ofi += side ? -sides[side].flow1 : sides[side].flow1;
      now.mlofi += side ? -sides[side].flow10 : sides[side].flow10;
    }
    now.depth += sides[0].sum10 + sides[1].sum10;
    now.events++;
    look_at_touch();
  }
  now.has_book = 0;
}

static double size_at(const struct side *s, int32_t key) {
  if ((uint32_t)(key - s->base) < WINDOW) return s->sizes[(uint32_t)key & MASK];
  const int place = far_at(s, key);
  return place < s->count_far && s->far[place].key == key ? s->far[place].lots : 0;
}

/* Takes what is not a level set; 1 if it counts as a tick. */
static int take_other(const struct record *tick) {
  const int side = side_of(tick->flags);
  const double lots = floor(tick->size * lots_per_unit + 0.5);
  switch (tick->flags & KIND_MASK) {
    case KIND_HEADER:
      return 0;
    case KIND_TRADE: {
      const int is_sided = (tick->flags & SIDE_MASK) != 0;
      if (!is_sided) now.flags |= FLAG_UNKNOWN_SIDE;
      add_trade(&trades, now.time, tick->price * ticks_per_unit, lots, is_sided * (1 - 2 * side));
      return 1;
    }
    case KIND_LEVEL_CHANGE: {
      const int32_t key = key_of(tick->price, ticks_per_unit, side);
      set_level(sides + side, key, size_at(sides + side, key) + lots);
      now.has_book = 1;
      return 1;
    }
    case KIND_CLEAR:
      clear_side(sides);
      clear_side(sides + 1);
      now.is_rebuilding = 1;
      now.flags |= FLAG_RESYNC;
  }
  return 1;
}

static void pass(void) {
  for (const struct record *tick = ticks; tick < ticks + count; tick++) {
    if (!now.is_open) open_message(tick->time);
    if ((tick->flags & KIND_MASK) == KIND_LEVEL_SET) {
      const int side = side_of(tick->flags);
      const double lots = floor(tick->size * lots_per_unit + 0.5);
      set_level(sides + side, key_of(tick->price, ticks_per_unit, side), lots);
      now.has_book = 1;
      now.since_row++;
    } else {
      now.since_row += take_other(tick);
    }
    if ((tick->flags & TICK_LAST) == 0) continue;
    close_message();
    if (now.since_row < ticks_per_row) continue;
    row(now.time);
    now.since_row = 0;
  }
}

static void reset(void) {
  memset(&now, 0, sizeof now);
  clear_side(sides);
  clear_side(sides + 1);
  reset_trades(&trades);
  reset_series(&series);
  rows = 0;
}

static void save(const char *path) {
  FILE *file = fopen(path, "wb");
  for (int column = 0; column <= TIME; column++)
    append(file, table + column * stride, sizeof *table, (size_t)rows);
  for (long i = 0; i < rows; i++) {
    const double flags = row_flags[i];
    append(file, &flags, sizeof flags, 1);
  }
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  long bytes;
  ticks = contents(argv[1], &bytes);
  count = bytes / (long)sizeof *ticks;
  ticks_per_unit = atof(argv[2]);
  lots_per_unit = atof(argv[3]);
  interval_us = atof(argv[4]);
  ticks_per_row = atof(argv[5]);
  capacity = atol(argv[6]);
  stride = capacity + PADDING;
  table = malloc((size_t)(stride * (COLUMNS + 1)) * sizeof *table);
  row_flags = malloc((size_t)capacity * sizeof *row_flags);
  reset();
  pass();
  save(argv[7]);
  measure(reset, pass, (double)count, atof(argv[8]));
  return 0;
}
