/* What is counted: the same as in our engine's `Counts` for a centre of plain contacts, by interval, class and group. From
 * these come all forms of the service level, the waits and their quantiles, queue lengths, occupancy and utilisation.
 * CLASSES, GROUPS and ROWS are set by the program; the last row is what happens outside the intervals. */
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double arrivals, delayed, answered, abandoned, short_abandoned, answered_within, abandoned_within;
    double answered_wait, abandoned_wait, excess, handle, queue_seconds, longest_queue, longest_wait;
    /* Callbacks, where there are any. */
    double offers, accepted, kept, late, callback_wait, lateness, callback_within;
#ifdef WHOLE
    double declined, unkeepable, attempts, connected, due, kept_due, dialled_due, reached_due, overtaken, latest;
#endif
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

#ifdef WHOLE

/* What is made of a day: the moments from which the ratios of every half hour, class and group get their intervals of
 * confidence, and all waits of the run; after the customers have been counted up. */
enum { class_ratios = 14, group_ratios = 4 };
static ratio of_classes[ROWS][CLASSES][class_ratios], of_groups[ROWS][GROUPS][group_ratios];
static uint64_t all_waits[CLASSES][histogram_kinds][bins];

static __attribute__((noinline)) void sum_up(void) {
    for (int row = 0; row < ROWS; row++) {
        for (int class = 0; class < CLASSES; class++) {
            const class_counts *c = &by_class[row][class];
            ratio *r = of_classes[row][class];
            const double handled = c->answered + c->abandoned, waited = c->answered_wait + c->abandoned_wait;
            if (c->arrivals != handled + c->accepted || c->accepted != c->kept + c->late) {
                fprintf(stderr, "row %d: a contact or a promise is lost\n", row);
                exit(1);
            }
            add_ratio(r++, c->answered_within, c->arrivals);
            add_ratio(r++, c->answered_within, handled);
            add_ratio(r++, c->answered_within + c->abandoned_within, handled);
            add_ratio(r++, c->answered_within, c->answered);
            add_ratio(r++, c->answered_within, handled - c->abandoned_within);
            add_ratio(r++, c->answered_within + c->short_abandoned, handled);
            add_ratio(r++, c->answered_within, handled - c->short_abandoned);
            add_ratio(r++, c->answered_within + c->callback_within, c->arrivals);
            add_ratio(r++, c->answered_wait, c->answered);
            add_ratio(r++, waited, handled);
            add_ratio(r++, waited, c->delayed);
            add_ratio(r++, c->abandoned, c->arrivals);
            add_ratio(r++, c->queue_seconds, row_seconds[row]);
            add_ratio(r++, c->kept_due, c->due);
        }
        for (int group = 0; group < GROUPS; group++) {
            const group_counts *g = &by_group[row][group];
            ratio *r = of_groups[row][group];
            add_ratio(r++, g->busy_seconds, g->present_seconds + g->overtime_seconds);
            add_ratio(r++, g->busy_seconds, g->scheduled_seconds);
            add_ratio(r++, g->handle, g->answered);
            add_ratio(r++, g->overtime_seconds, g->scheduled_seconds);
        }
    }
    for (int class = 0; class < CLASSES; class++)
        for (int kind = 0; kind < histogram_kinds; kind++)
            for (int bin = 0; bin < bins; bin++) all_waits[class][kind][bin] += histograms[class][kind][bin];
}

static inline double error_of(const ratio *r, int days) {
    const double value = r->x / r->y, variance = (r->xx - 2 * value * r->xy + value * value * r->yy) / (days - 1);
    return r->y > 0 && variance > 0 ? sqrt(variance * days) / r->y : 0;
}

/* The wait that nine of ten answered do not exceed, and the largest of all those standard errors. */
static void print_days(int days) {
    uint64_t waits = 0, passed = 0;
    int bin = 0;
    for (int class = 0; class < CLASSES; class++)
        for (int place = 0; place < bins; place++) waits += all_waits[class][answered_waits][place];
    for (; bin < bins - 1; bin++) {
        for (int class = 0; class < CLASSES; class++) passed += all_waits[class][answered_waits][bin];
        if (passed * 10 >= waits * 9) break;
    }
    const uint64_t bits = (uint64_t)(first_bin_bits + bin) << 45;
    double edge, widest = 0;
    memcpy(&edge, &bits, 8);
    for (int row = 0; row < ROWS; row++) {
        for (int place = 0; place < CLASSES * class_ratios; place++)
            widest = fmax(widest, error_of(of_classes[row][0] + place, days));
        for (int place = 0; place < GROUPS * group_ratios; place++)
            widest = fmax(widest, error_of(of_groups[row][0] + place, days));
    }
    printf(", \"answered_wait_p90\": %.4f", bin ? edge - 0.125 : 0);
    if (days > 1) printf(", \"widest_error\": %.4f", widest);
}

#else
static inline void sum_up(void) {}
static inline void print_days(int days) { (void)days; }
#endif

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
    print_days(replications);
    puts("}");
}
