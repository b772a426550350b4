/*
 * An order book as the expert's JavaScript has it: two rings of sizes over the ticks around the
 * market with a bitmap, and what lies beyond in a sorted array. A key is the tick of a bid and
 * minus the tick of an ask, so that the best level of both sides is the largest key.
 */
#ifndef BOOK_H
#define BOOK_H
#include <stdint.h>
#include <string.h>

enum { WINDOW = 1 << 16, MASK = WINDOW - 1, WORDS = WINDOW / 64, LEVELS = 10, MOST_FAR = 1 << 16 };
#define NO_KEY INT32_MIN

struct far {
  int32_t key;
  double lots;
};

struct side {
  int32_t base, ceiling, floor;
  int is_touched, is_placed;
  int count_far;
  int32_t keys[LEVELS];
  double lots[LEVELS];
  double sum5, sum10, flow1, flow10;
  uint64_t words[WORDS];
  double sizes[WINDOW + 72];
  /* ascending keys */
  struct far far[MOST_FAR];
};

static int far_at(const struct side *s, int32_t key) {
  int low = 0, high = s->count_far;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (s->far[middle].key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void set_far(struct side *s, int32_t key, double lots) {
  const int at = far_at(s, key);
  const int stands = at < s->count_far && s->far[at].key == key;
  const size_t behind = (size_t)(s->count_far - at);
  if (lots > 0) {
    if (!stands) {
      memmove(s->far + at + 1, s->far + at, behind * sizeof *s->far);
      s->count_far++;
      s->far[at].key = key;
    }
    s->far[at].lots = lots;
  } else if (stands) {
    memmove(s->far + at, s->far + at + 1, (behind - 1) * sizeof *s->far);
    s->count_far--;
  }
}

static inline void put(struct side *s, int32_t key, double lots) {
  const uint32_t slot = (uint32_t)key & MASK;
  const uint64_t bit = (uint64_t)1 << (slot & 63);
  s->sizes[slot] = lots;
  s->words[slot >> 6] = lots > 0 ? s->words[slot >> 6] | bit : s->words[slot >> 6] & ~bit;
}

/* Moves the window so that `best` lies at 7/8 of it. */
static void place(struct side *s, int32_t best) {
  const int32_t base = (best - (WINDOW - (WINDOW >> 3))) & -64;
  const int32_t end = base < s->base + WINDOW ? base : s->base + WINDOW;
  for (int32_t key = s->base; key < end; key++) {
    const double lots = s->sizes[(uint32_t)key & MASK];
    if (lots > 0) set_far(s, key, lots);
    put(s, key, 0);
  }
  s->base = base;
  s->is_placed = 1;
  while (s->count_far > 0 && s->far[s->count_far - 1].key >= base) {
    s->count_far--;
    put(s, s->far[s->count_far].key, s->far[s->count_far].lots);
  }
}

static inline void touch(struct side *s, int32_t key) {
  s->is_touched = 1;
  if (key > s->ceiling) s->ceiling = key;
}

static void set_outside(struct side *s, int32_t key, double lots) {
  if (s->is_placed && key < s->base) {
    set_far(s, key, lots);
    if (key >= s->floor) s->is_touched = 1;
  } else if (lots > 0) {
    place(s, key);
    put(s, key, lots);
    if (key >= s->floor) touch(s, key);
  }
}

static inline void set_level(struct side *s, int32_t key, double lots) {
  if ((uint32_t)(key - s->base) >= WINDOW) {
    set_outside(s, key, lots);
    return;
  }
  put(s, key, lots);
  if (key >= s->floor) touch(s, key);
}

/* Puts the next best level in its place and adds what changed there to the flow. */
static inline void take(struct side *s, int level, int32_t key, double lots) {
  const int32_t before = s->keys[level];
  const double change = (key >= before ? lots : 0) - (key <= before ? s->lots[level] : 0);
  s->keys[level] = key;
  s->lots[level] = lots;
  s->flow10 += change;
  s->sum10 += lots;
  if (level == 0) s->flow1 = change;
  if (level == 4) s->sum5 = s->sum10;
}

/* Settles the best levels if one of them was touched; 0 if there was nothing to do. */
static int settle(struct side *s) {
  if (!s->is_touched) return 0;
  s->is_touched = 0;
  s->flow1 = s->flow10 = s->sum10 = 0;
  const uint32_t start = (uint32_t)s->ceiling & MASK;
  uint32_t index = start >> 6;
  uint64_t bits = s->words[index] & (~(uint64_t)0 >> (63 - (start & 63)));
  int taken = 0;
  for (int left = WORDS; left > 0 && taken < LEVELS; left--) {
    for (; bits != 0 && taken < LEVELS; taken++) {
      const uint32_t bit = 63u - (uint32_t)__builtin_clzll(bits);
      const uint32_t slot = index << 6 | bit;
      bits ^= (uint64_t)1 << bit;
      const int32_t key = s->base + (int32_t)((slot - (uint32_t)s->base) & MASK);
      take(s, taken, key, s->sizes[slot]);
    }
    index = (index - 1) & (WORDS - 1);
    bits = s->words[index];
  }
  for (int back = s->count_far - 1; taken < LEVELS; taken++, back--)
    take(s, taken, back >= 0 ? s->far[back].key : NO_KEY, back >= 0 ? s->far[back].lots : 0);
  s->floor = s->keys[LEVELS - 1];
  if (s->keys[0] > NO_KEY) {
    s->ceiling = s->keys[0];
    if (s->keys[0] < s->base + (WINDOW >> 2) && s->count_far > 0) place(s, s->keys[0]);
  }
  return 1;
}

static void clear_side(struct side *s) {
  memset(s, 0, offsetof(struct side, far));
  s->ceiling = s->floor = NO_KEY;
  s->is_touched = 1;
  for (int level = 0; level < LEVELS; level++) s->keys[level] = NO_KEY;
}
#endif
