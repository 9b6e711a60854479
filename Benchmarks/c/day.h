/* Demand and staff of the day of W2 and W3; the same tables as in scenarios/reference. */
#pragma once
#include "draws.h"

enum { half_hours = 48 };
static const double half_hour = 1800;
static const double expected[half_hours] = {
    14.1, 14.1, 14.1, 14.1, 14.2, 14.2, 14.4, 15.0, 16.2, 19.0, 24.5, 34.8, 52.8, 81.4, 123.5, 180.1,
    249.4, 325.8, 400.4, 462.8, 504.1, 519.8, 511.6, 487.0, 456.6, 430.9, 416.5, 414.8, 421.9, 430.5, 432.8, 423.1,
    399.1, 362.2, 317.2, 270.0, 226.1, 188.5, 157.6, 131.8, 108.8, 87.2, 67.2, 49.8, 36.1, 26.4, 20.3, 17.0};
static const int staff_of_w2[half_hours] = {
    3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 7, 10, 15, 23, 32, 44, 57, 70, 81, 88, 90, 89, 85,
    80, 75, 73, 73, 74, 75, 76, 74, 70, 64, 56, 48, 40, 34, 29, 24, 20, 16, 13, 10, 7, 6, 5, 4};
static const int staff_of_w3[2][half_hours] = {
    {3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 6, 8, 12, 18, 24, 33, 43, 52, 36, 39, 39, 39, 37,
     60, 56, 54, 54, 55, 33, 34, 33, 31, 48, 42, 36, 30, 26, 22, 18, 16, 13, 11, 8, 6, 6, 5, 4},
    {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 6, 9, 12, 16, 20, 13, 14, 15, 15, 14,
     22, 21, 21, 21, 21, 12, 12, 12, 11, 18, 16, 13, 11, 9, 8, 7, 5, 4, 3, 3, 2, 2, 2, 2}};

/* The next arrival of a Poisson process with a share of these rates, by inverting the integrated rate; infinite after the
 * day. `piece` is the half hour of the last arrival. */
static inline double next_of_day(double now, double share, int *piece, generator *g) {
    if (*piece == half_hours) return INFINITY;
    double left = draw_exponential(g);
    for (;;) {
        const double end = (*piece + 1) * half_hour, rate = share * expected[*piece] / half_hour, room = (end - now) * rate;
        if (left < room) return now + left / rate;
        left -= room;
        now = end;
        if (++*piece == half_hours) return INFINITY;
    }
}
