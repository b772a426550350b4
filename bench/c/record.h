/* A tick record, as the bindings write it. */
#ifndef RECORD_H
#define RECORD_H
#include <stdint.h>

struct record {
  double time, price, size;
  uint32_t flags, instrument;
};

enum {
  KIND_MASK = 0x0f,
  KIND_LEVEL_SET = 1,
  KIND_LEVEL_CHANGE = 2,
  KIND_TRADE = 3,
  KIND_CLEAR = 4,
  KIND_HEADER = 7,
  SIDE_MASK = 0x30,
  TICK_LAST = 0x100,
};

/* 0 bid or buy, 1 ask or sell. */
static inline int side_of(uint32_t flags) { return (int)(flags >> 5 & 1); }

/* Key of a price on one side. */
static inline int32_t key_of(double price, double ticks_per_unit, int side) {
  const int32_t tick = (int32_t)(price * ticks_per_unit + 0.5);
  return side ? -tick : tick;
}
#endif
