/* The future as a winner tree (Knuth, 1973, section 5.4.1): a leaf a slot, the earliest at the root. Keys of 128 bits are
 * the bits of the time, then the order of scheduling, then the slot: compared as one number, so ties go to the first
 * scheduled, and no branch depends on the times. */
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned __int128 event_key;

static event_key *tree;
static uint32_t leaves;
static uint32_t scheduled;

static inline event_key no_event(uint32_t slot) { return (event_key)0x7ff0000000000000 << 64 | slot; }

static inline void set_event(uint32_t slot, event_key key) {
    uint32_t node = slot + leaves;
    tree[node] = key;
    do {
        const event_key left = tree[node], right = tree[node ^ 1];
        node >>= 1;
        tree[node] = left < right ? left : right;
    } while (node > 1);
}

static inline void schedule(uint32_t slot, double time) {
    uint64_t bits;
    memcpy(&bits, &time, 8);
    set_event(slot, (event_key)bits << 64 | (uint64_t)scheduled++ << 32 | slot);
}

static inline void cancel(uint32_t slot) { set_event(slot, no_event(slot)); }

static inline uint32_t first_slot(void) { return (uint32_t)tree[1]; }

static inline double first_time(void) {
    const uint64_t bits = (uint64_t)(tree[1] >> 64);
    double time;
    memcpy(&time, &bits, 8);
    return time;
}

/* Room for at least so many slots; every event stays. */
static void make_events(uint32_t slots) {
    uint32_t wanted = leaves ? leaves : 64;
    while (wanted < slots) wanted *= 2;
    if (wanted == leaves) return;
    event_key *larger = aligned_alloc(64, 2 * (size_t)wanted * sizeof(event_key));
    for (uint32_t slot = 0; slot < wanted; slot++)
        larger[wanted + slot] = slot < leaves ? tree[leaves + slot] : no_event(slot);
    for (uint32_t node = wanted - 1; node >= 1; node--) {
        const event_key left = larger[2 * node], right = larger[2 * node + 1];
        larger[node] = left < right ? left : right;
    }
    free(tree);
    tree = larger;
    leaves = wanted;
}

static void forget_events(void) {
    for (uint32_t slot = 0; slot < leaves; slot++) tree[leaves + slot] = no_event(slot);
    for (uint32_t node = leaves - 1; node >= 1; node--)
        tree[node] = tree[2 * node] < tree[2 * node + 1] ? tree[2 * node] : tree[2 * node + 1];
    scheduled = 0;
}
