/* What is counted: the same as in our engine's `Counts` for a centre of plain contacts, by interval, class and group. From
 * these come all forms of the service level, the waits and their quantiles, queue lengths, occupancy and utilisation.
 * CLASSES, GROUPS and ROWS are set by the program; the last row is what happens outside the intervals. */
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    double arrivals, delayed, answered, abandoned, short_abandoned, answered_within, abandoned_within;
    double answered_wait, abandoned_wait, excess, handle, queue_seconds, longest_queue, longest_wait;
    /* Callbacks and quotes, where there are any. */
    double offers, accepted, kept, late, callback_wait, lateness, callback_within;
    double quotes, quotes_scored, quote_error, quote_absolute_error, quotes_exceeded;
} class_counts;

typedef struct {
    double answered, handle, busy_seconds, overtime_seconds, present_seconds, scheduled_seconds, callback_legs;
} group_counts;

/* Waits by the bits of wait + 1/8 s: the exponent and seven bits of the mantissa; zero has a bin of its own. */
enum { first_bin_bits = 0x3fc0000000000000 >> 45, last_bin_bits = 0x4160000000000000 >> 45 };
enum { bins = last_bin_bits - first_bin_bits + 2 };
enum { answered_waits, abandoned_waits, callback_waits, lateness_waits, histogram_kinds };

static class_counts by_class[ROWS][CLASSES];
static group_counts by_group[ROWS][GROUPS];
static uint64_t histograms[CLASSES][histogram_kinds][bins];
static double row_seconds[ROWS];

static inline int bin_of(double wait) {
    if (!(wait > 0)) return 0;
    const double shifted = (wait < 8388608 ? wait : 8388608) + 0.125;
    uint64_t bits;
    memcpy(&bits, &shifted, 8);
    const int bin = (int)(bits >> 45) - first_bin_bits + 1;
    return bin < bins - 1 ? bin : bins - 1;
}

static void forget_counts(void) {
    memset(by_class, 0, sizeof by_class);
    memset(by_group, 0, sizeof by_group);
    memset(histograms, 0, sizeof histograms);
    memset(row_seconds, 0, sizeof row_seconds);
}

static inline void count_wait(class_counts *cell, int class, int kind, double wait, double threshold) {
    *(kind == answered_waits ? &cell->answered_within : &cell->abandoned_within) += wait <= threshold + 1e-6;
    cell->excess += wait > threshold ? wait - threshold : 0;
    cell->longest_wait = wait > cell->longest_wait ? wait : cell->longest_wait;
    histograms[class][kind][bin_of(wait)]++;
}

/* Sums of one replication over its rows, and over the replications for a ratio with its standard error. */
static inline class_counts class_sum(int class) {
    class_counts sum = {0};
    for (int row = 0; row < ROWS; row++)
        for (size_t place = 0; place < sizeof sum / sizeof(double); place++)
            ((double *)&sum)[place] += ((double *)&by_class[row][class])[place];
    return sum;
}

static inline group_counts group_sum(int group) {
    group_counts sum = {0};
    for (int row = 0; row < ROWS; row++)
        for (size_t place = 0; place < sizeof sum / sizeof(double); place++)
            ((double *)&sum)[place] += ((double *)&by_group[row][group])[place];
    return sum;
}

typedef struct {
    const char *name;
    double x, y, xx, xy, yy;
} ratio;

static inline void add_ratio(ratio *r, double x, double y) {
    r->x += x;
    r->y += y;
    r->xx += x * x;
    r->xy += x * y;
    r->yy += y * y;
}

static void print_answers(long contacts, double seconds, const ratio *ratios, int number, int replications) {
    printf("{\"contacts\": %ld, \"cpu_seconds\": %.6f", contacts, seconds);
    for (int place = 0; place < number; place++) {
        const ratio *r = ratios + place;
        const double value = r->x / r->y, n = replications;
        printf(", \"%s\": %.7f", r->name, value);
        if (replications < 2) continue;
        const double variance = (r->xx - 2 * value * r->xy + value * value * r->yy) / (n - 1);
        printf(", \"%s_se\": %.7f", r->name, sqrt(variance * n) / r->y);
    }
    puts("}");
}
