/* Who calls, and to whom a draw belongs. A program that includes this says how a handle time, a patience and the next arrival
 * of a class are drawn.
 *
 * At its least: a draw is made when it is needed, and all come from one sequence. Nothing is faster, and a draw belongs to
 * nobody: another policy meets other customers.
 *
 * WHOLE: the n-th customer of a class has the n-th draw of each cause, whatever the policy and the order of service, as in
 * ours. A class's customers are made ahead in batches, with a sequence for each cause that begins anew every day at a Philox
 * block of (seed, day, class, cause); whoever is answered at once has a patience too. What a customer decides later is found
 * by the customer's number. */
#pragma once
#include "draws.h"

static inline double draw_handle(generator *g);
static inline double draw_patience(generator *g);
static inline double next_arrival(int class, double now, int *piece, generator *g);

#ifdef WHOLE

enum cause { of_arrival = 1, of_handle_time, of_patience, of_acceptance };
static struct {
    uint64_t seed;
    uint32_t day;
} address;

/* Philox4x64-10 (Salmon, Moraes, Dror and Shaw, 2011). */
static __attribute__((noinline)) generator addressed(uint64_t class, enum cause cause, uint64_t number, uint64_t realm) {
    uint64_t key[2] = {address.seed, (uint64_t)address.day << 32 | cause}, a = 0, b = number, c = class, d = realm;
    for (int round = 0; round < 10; round++) {
        const unsigned __int128 left = (unsigned __int128)0xD2E7470EE14C6C93u * a;
        const unsigned __int128 right = (unsigned __int128)0xCA5A826395121157u * c;
        a = (uint64_t)(right >> 64) ^ b ^ key[0];
        b = (uint64_t)right;
        c = (uint64_t)(left >> 64) ^ d ^ key[1];
        d = (uint64_t)left;
        key[0] += 0x9E3779B97F4A7C15u;
        key[1] += 0xBB67AE8584CAA73Bu;
    }
    return (generator){{a, b, c, d}};
}

enum { batch = 128 };
typedef struct {
    double at[batch], handle[batch], patience[batch];
    generator arrivals, handles, patiences;
    uint64_t first_number;
    double last_at;
    int piece, place;
} source;
static source sources[CLASSES];

typedef struct {
    double handle, patience;
    uint64_t number;
} customer;

static __attribute__((noinline)) void make_batch(int class) {
    source *s = sources + class;
    generator g = s->arrivals;
    double now = s->last_at;
    for (int place = 0; place < batch; place++) s->at[place] = now = next_arrival(class, now, &s->piece, &g);
    s->last_at = now;
    s->arrivals = g;
    g = s->handles;
    for (int place = 0; place < batch; place++) s->handle[place] = draw_handle(&g);
    s->handles = g;
    g = s->patiences;
    for (int place = 0; place < batch; place++) s->patience[place] = draw_patience(&g);
    s->patiences = g;
    s->place = 0;
}

static void begin_day(uint64_t seed, int day) {
    address.seed = seed;
    address.day = (uint32_t)day;
    for (int class = 0; class < CLASSES; class++) {
        sources[class] = (source){
            .arrivals = addressed(class, of_arrival, 0, 0), .handles = addressed(class, of_handle_time, 0, 0),
            .patiences = addressed(class, of_patience, 0, 0)};
        make_batch(class);
    }
}

static inline double next_time(int class) { return sources[class].at[sources[class].place]; }

static inline customer take_customer(int class) {
    source *s = sources + class;
    const customer who = {s->handle[s->place], s->patience[s->place], s->first_number + (uint64_t)s->place};
    if (++s->place == batch) {
        s->first_number += batch;
        make_batch(class);
    }
    return who;
}

static inline double patience_of(const customer *who) { return who->patience; }

#else

static generator everybody;
static struct {
    double at;
    int piece;
} source;

typedef struct {
    char nothing;
} customer;

static void begin_day(uint64_t seed, int day) {
    if (day == 0) everybody = seeded(seed);
    source.piece = 0;
    source.at = next_arrival(0, 0, &source.piece, &everybody);
}

static inline double next_time(int class) {
    (void)class;
    return source.at;
}

static inline customer take_customer(int class) {
    source.at = next_arrival(class, source.at, &source.piece, &everybody);
    return (customer){0};
}

static inline double patience_of(const customer *who) {
    (void)who;
    return draw_patience(&everybody);
}

#endif
