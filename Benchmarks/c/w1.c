/* W1: Erlang A (M/M/n+M), n contacts a second, handle time and patience exponential with mean 1 s, from empty.
 * Arguments: agents, contacts, seed. */
enum { CLASSES = 1, GROUPS = 1, ROWS = 31 };
#include "centre.h"

static const double threshold = 0.1;
static double gap;
enum { arrivals, reserved };

static inline double draw_handle(generator *g) { return draw_exponential(g); }
static inline double draw_patience(generator *g) { return draw_exponential(g); }
static inline double next_arrival(int class, double now, int *piece, generator *g) {
    (void)class, (void)piece;
    return now + gap * draw_exponential(g);
}

int main(int argc, char **argv) {
    const int agents = argc > 1 ? atoi(argv[1]) : 100;
    const long total = argc > 2 ? atol(argv[2]) : 10000000;
    const double began = processor_seconds();
    gap = 1.0 / agents;
    begin_day(argc > 3 ? strtoull(argv[3], 0, 10) : 1, 0);
    begin_centre(reserved);
    groups[0].present = groups[0].scheduled = agents;
    long arrived = 0, row_ends_at = 0;
    schedule(arrivals, next_time(0));
    for (double now; (now = first_time()) < INFINITY;) {
        const uint32_t slot = first_slot();
        if (slot == arrivals) {
            if (arrived == row_ends_at) { /* thirty batches of equally many */
                const int next = row == ROWS - 1 ? 0 : row + 1;
                begin_row(next, now);
                row_ends_at = total * (next + 1) / (ROWS - 1);
            }
            const customer who = take_customer(0);
            const uint32_t taken = enter(0, now, &who);
            class_counts *cell = &by_class[row][0];
            cell->arrivals++;
            if (groups[0].busy < groups[0].present) {
                accrue_group(groups, now);
                groups[0].busy++;
                start_talk(taken, 0, now, 0, handle_of(taken), threshold);
            } else {
                cell->delayed++;
                join_line(taken, 0, now);
                schedule(taken, now + patience_of(&who));
            }
            if (++arrived < total) {
                schedule(arrivals, next_time(0));
            } else {
                begin_row(ROWS - 1, now);
                cancel(arrivals);
            }
        } else if (contacts[slot].state == talking) {
            give_back(slot);
            const uint32_t next = lines[0].first;
            if (next != no_slot) {
                leave_line(next, 0, now);
                start_talk(next, 0, now, now - contacts[next].joined_at, handle_of(next), threshold);
            } else {
                accrue_group(groups, now);
                groups[0].busy--;
            }
        } else {
            abandon(slot, now, threshold);
        }
    }
    begin_row(ROWS - 1, row_began_at);
    sum_up();
    const class_counts sum = class_sum(0);
    ratio answers[4] = {{.name = "abandonment"}, {.name = "wait_mean"}, {.name = "service_level"}, {.name = "service_level_good"}};
    add_ratio(answers, sum.abandoned, sum.arrivals);
    add_ratio(answers + 1, sum.answered_wait + sum.abandoned_wait, sum.arrivals);
    add_ratio(answers + 2, sum.answered_within, sum.arrivals);
    add_ratio(answers + 3, sum.answered_within + sum.abandoned_within, sum.arrivals);
    print_answers(arrived, processor_seconds() - began, answers, 4, 1);
}
