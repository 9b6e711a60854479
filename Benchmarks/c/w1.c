/* W1: Erlang A (M/M/n+M), n contacts a second, handle time and patience exponential with mean 1 s, from empty.
 * Arguments: agents, contacts, seed. */
enum { CLASSES = 1, GROUPS = 1, ROWS = 31 };
#include "centre.h"

static const double threshold = 0.1;

int main(int argc, char **argv) {
    const int agents = argc > 1 ? atoi(argv[1]) : 100;
    const long total = argc > 2 ? atol(argv[2]) : 10000000;
    seed_draws(argc > 3 ? strtoull(argv[3], 0, 10) : 1);
    const double began = processor_seconds(), gap = 1.0 / agents;
    enum { arrivals, reserved };
    begin_centre(reserved);
    groups[0].present = groups[0].scheduled = agents;
    long arrived = 0, row_ends_at = 0;
    schedule(arrivals, gap * draw_exponential());
    for (double now; (now = first_time()) < INFINITY;) {
        const uint32_t slot = first_slot();
        if (slot == arrivals) {
            if (arrived == row_ends_at) { /* thirty batches of equally many */
                const int next = row == ROWS - 1 ? 0 : row + 1;
                begin_row(next, now);
                row_ends_at = total * (next + 1) / (ROWS - 1);
            }
            const uint32_t taken = take_slot();
            contact *c = contacts + taken;
            c->joined_at = now;
            c->row = row;
            c->class = 0;
            class_counts *cell = &by_class[row][0];
            cell->arrivals++;
            if (groups[0].busy < groups[0].present) {
                accrue_group(groups, now);
                groups[0].busy++;
                start_talk(taken, 0, now, 0, draw_exponential(), threshold);
            } else {
                cell->delayed++;
                join_line(taken, 0, now);
                schedule(taken, now + draw_exponential());
            }
            if (++arrived < total) {
                schedule(arrivals, now + gap * draw_exponential());
            } else {
                begin_row(ROWS - 1, now);
                cancel(arrivals);
            }
        } else if (contacts[slot].state == talking) {
            give_back(slot);
            const uint32_t next = lines[0].first;
            if (next != no_slot) {
                leave_line(next, 0, now);
                start_talk(next, 0, now, now - contacts[next].joined_at, draw_exponential(), threshold);
            } else {
                accrue_group(groups, now);
                groups[0].busy--;
            }
        } else {
            abandon(slot, now, threshold);
        }
    }
    begin_row(ROWS - 1, row_began_at);
    const class_counts sum = class_sum(0);
    ratio answers[4] = {{.name = "abandonment"}, {.name = "wait_mean"}, {.name = "service_level"}, {.name = "service_level_good"}};
    add_ratio(answers, sum.abandoned, sum.arrivals);
    add_ratio(answers + 1, sum.answered_wait + sum.abandoned_wait, sum.arrivals);
    add_ratio(answers + 2, sum.answered_within, sum.arrivals);
    add_ratio(answers + 3, sum.answered_within + sum.abandoned_within, sum.arrivals);
    print_answers(arrived, processor_seconds() - began, answers, 4, 1);
}
