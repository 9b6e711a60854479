/* W2: a day of 48 half hours and 10,000 contacts, lognormal handle times (mean 300 s, cv 1), exponential patience (180 s),
 * 3 to 90 agents by headcount; after midnight the last staff serves who waits. Arguments: days, seed. */
enum { CLASSES = 1, GROUPS = 1, ROWS = 49 };
#include "centre.h"
#include "day.h"

static const double threshold = 20;
enum { arrivals, boundaries, reserved };

static inline double draw_handle(generator *g) { return draw_lognormal(g, 300); }
static inline double draw_patience(generator *g) { return 180 * draw_exponential(g); }
static inline double next_arrival(int class, double now, int *piece, generator *g) {
    (void)class;
    return next_of_day(now, 1, piece, g);
}

static inline void answer_waiting(double now) {
    while (groups[0].busy < groups[0].present && lines[0].first != no_slot) {
        const uint32_t next = lines[0].first;
        leave_line(next, 0, now);
        accrue_group(groups, now);
        groups[0].busy++;
        start_talk(next, 0, now, now - contacts[next].joined_at, handle_of(next), threshold);
    }
}

static void simulate_day(void) {
    begin_centre(reserved);
    int interval = 0;
    double now = 0;
    schedule(boundaries, 0);
    schedule(arrivals, next_time(0));
    for (; first_time() < INFINITY;) {
        const uint32_t slot = first_slot();
        now = first_time();
        if (slot == arrivals) {
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
            schedule(arrivals, next_time(0));
        } else if (slot == boundaries) {
            accrue_group(groups, now);
            if (interval < half_hours) {
                begin_row(interval, now);
                groups[0].present = groups[0].scheduled = staff_of_w2[interval++];
                schedule(boundaries, interval * half_hour);
                answer_waiting(now);
            } else {
                begin_row(ROWS - 1, now);
                groups[0].scheduled = 0;
                cancel(boundaries);
            }
        } else if (contacts[slot].state == talking) {
            give_back(slot);
            accrue_group(groups, now);
            groups[0].busy--;
            answer_waiting(now);
        } else {
            abandon(slot, now, threshold);
        }
    }
    begin_row(ROWS - 1, now);
}

int main(int argc, char **argv) {
    const int days = argc > 1 ? atoi(argv[1]) : 100;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], 0, 10) : 1;
    const double began = processor_seconds();
    double contacts_in_all = 0, paid = 0;
    for (int interval = 0; interval < half_hours; interval++) paid += staff_of_w2[interval] * half_hour;
    ratio answers[4] = {{.name = "service_level"}, {.name = "asa"}, {.name = "abandonment"}, {.name = "utilisation"}};
    for (int day = 0; day < days; day++) {
        begin_day(seed, day);
        simulate_day();
        sum_up();
        const class_counts sum = class_sum(0);
        contacts_in_all += sum.arrivals;
        add_ratio(answers, sum.answered_within, sum.arrivals);
        add_ratio(answers + 1, sum.answered_wait, sum.answered);
        add_ratio(answers + 2, sum.abandoned, sum.arrivals);
        add_ratio(answers + 3, group_sum(0).busy_seconds, paid);
    }
    print_answers((long)contacts_in_all, processor_seconds() - began, answers, 4, days);
}
