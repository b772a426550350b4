/* The trades of three windows by time in one ring; sums in whole lots and ticks around an anchor. */
#ifndef TRADES_H
#define TRADES_H
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { SPANS = 3, LONGEST = SPANS - 1, TRADE_ROOM = 1 << 20 };

struct trade {
  double time, lots, side, offset;
};

struct trades {
  uint32_t head, tails[SPANS];
  double signed_lots[SPANS], sided_lots[SPANS];
  double weight, moment, anchor, last_ticks;
  struct trade ring[TRADE_ROOM];
};

static const double SPAN_US[SPANS] = {1e6, 10e6, 60e6};

static inline void count_trade(struct trades *t, int span, double lots, double side) {
  t->signed_lots[span] += lots * side;
  t->sided_lots[span] += lots * fabs(side);
}

static void add_trade(struct trades *t, double time, double price, double lots, double side) {
  const double whole = floor(price + 0.5);
  const double ticks = fabs(price - whole) < 0x1p-10 ? whole : price;
  if (t->head == t->tails[LONGEST]) {
    t->anchor = ticks;
    t->weight = t->moment = 0;
  }
  const double offset = ticks - t->anchor;
  t->ring[t->head & (TRADE_ROOM - 1)] = (struct trade){time, lots, side, offset};
  t->head++;
  for (int span = 0; span < SPANS; span++) count_trade(t, span, lots, side);
  t->weight += lots;
  t->moment += lots * offset;
  t->last_ticks = ticks;
}

/* Drops what is older than the windows at `time`. */
static void advance_trades(struct trades *t, double time) {
  for (int span = 0; span < SPANS; span++) {
    const double limit = time - SPAN_US[span];
    uint32_t tail = t->tails[span];
    for (; tail != t->head; tail++) {
      const struct trade *old = t->ring + (tail & (TRADE_ROOM - 1));
      if (old->time > limit) break;
      count_trade(t, span, -old->lots, old->side);
      if (span == LONGEST) {
        t->weight -= old->lots;
        t->moment -= old->lots * old->offset;
      }
    }
    t->tails[span] = tail;
  }
}

static void reset_trades(struct trades *t) {
  memset(t, 0, offsetof(struct trades, ring));
  t->last_ticks = NAN;
}
#endif
