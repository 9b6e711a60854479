/* W3: the demand of W2 in two classes (A 70 %, B 30 %) and two groups (one serves A; two serves B, then A). Who would wait
 * longer than two minutes is offered a callback within half an hour; three of five accept. An agent takes a callback
 * that is due within five minutes, else a caller on hold, else any callback. Arguments: days, seed. */
enum { CLASSES = 2, GROUPS = 2, ROWS = 49 };
#include "centre.h"
#include "day.h"

static const double threshold = 20, promised_within = 1800, urgent_within = 300;
enum { class_a, class_b };
enum { arrivals, boundaries, reserved };

/* Promises of a class: all are due half an hour after they were made, so the first made is the first due. */
enum { most_promises = 1 << 16 };
typedef struct {
    double made_at;
    int row;
} promise;
static promise book[CLASSES][most_promises];
static uint32_t first_promise[CLASSES], end_of_promises[CLASSES];

static inline double first_due(int class) {
    if (first_promise[class] == end_of_promises[class]) return INFINITY;
    return book[class][first_promise[class] % most_promises].made_at + promised_within;
}

static inline void occupy(int group, double now) {
    accrue_group(groups + group, now);
    groups[group].busy++;
}

static inline void call_back(int class, int group, double now) {
    const promise made = book[class][first_promise[class]++ % most_promises];
    class_counts *cell = &by_class[made.row][class];
    const double wait = now - made.made_at, lateness = wait > promised_within ? wait - promised_within : 0;
    const double handle = draw_handle_time(300);
    const uint32_t slot = take_slot();
    contacts[slot] = (contact){.row = made.row, .state = talking, .class = (uint8_t)class, .group = (uint8_t)group, .is_callback = 1};
    *(lateness > 0 ? &cell->late : &cell->kept) += 1;
    cell->callback_wait += wait;
    cell->lateness += lateness;
    cell->callback_within += wait <= threshold + 1e-6;
    histograms[class][callback_waits][bin_of(wait)]++;
    histograms[class][lateness_waits][bin_of(lateness)]++;
    by_group[row][group].callback_legs++;
    by_group[row][group].handle += handle;
    occupy(group, now);
    schedule(slot, now + handle);
}

static inline void answer_first(int class, int group, double now) {
    const uint32_t slot = lines[class].first;
    const double wait = now - contacts[slot].joined_at, error = wait - contacts[slot].quoted;
    class_counts *cell = &by_class[contacts[slot].row][class];
    cell->quotes_scored++;
    cell->quote_error += error;
    cell->quote_absolute_error += fabs(error);
    cell->quotes_exceeded += error > 0;
    leave_line(slot, class, now);
    occupy(group, now);
    start_talk(slot, group, now, wait, draw_handle_time(300), threshold);
}

/* Gives the idle agents of a group something to do. */
static inline void put_to_work(int group, double now) {
    while (groups[group].busy < groups[group].present) {
        const double due_a = first_due(class_a), due_b = group == 1 ? first_due(class_b) : INFINITY;
        const int class = due_b < due_a;
        const double due = class ? due_b : due_a;
        if (due - now <= urgent_within) call_back(class, group, now);
        else if (group == 1 && lines[class_b].length) answer_first(class_b, group, now);
        else if (lines[class_a].length) answer_first(class_a, group, now);
        else if (due < INFINITY) call_back(class, group, now);
        else break;
    }
}

static inline void arrive(double now) {
    const int class = draw_uniform() >= 0.7;
    class_counts *cell = &by_class[row][class];
    cell->arrivals++;
    int group = -1;
    if (class == class_a && groups[0].busy < groups[0].present) group = 0;
    else if (groups[1].busy < groups[1].present) group = 1;
    if (group < 0) {
        cell->delayed++;
        const int ahead = lines[class_b].length + (class == class_a ? lines[class_a].length : 0);
        const int agents = groups[1].scheduled + (class == class_a ? groups[0].scheduled : 0);
        const double quote = (ahead + 1) * 300.0 / agents;
        cell->quotes++;
        if (quote > 120) {
            cell->offers++;
            if (draw_uniform() < 0.6) {
                cell->accepted++;
                book[class][end_of_promises[class]++ % most_promises] = (promise){.made_at = now, .row = row};
                return;
            }
        }
        const uint32_t slot = take_slot();
        contacts[slot] = (contact){.joined_at = now, .quoted = quote, .row = row, .class = (uint8_t)class};
        join_line(slot, class, now);
        schedule(slot, now + 180 * draw_exponential());
        return;
    }
    const uint32_t slot = take_slot();
    contacts[slot] = (contact){.joined_at = now, .row = row, .class = (uint8_t)class};
    occupy(group, now);
    start_talk(slot, group, now, 0, draw_handle_time(300), threshold);
}

static void simulate_day(void) {
    begin_centre(reserved);
    memset(first_promise, 0, sizeof first_promise);
    memset(end_of_promises, 0, sizeof end_of_promises);
    int piece = 0, interval = 0;
    double now = 0;
    schedule(boundaries, 0);
    schedule(arrivals, next_arrival(0, &piece));
    for (; first_time() < INFINITY;) {
        const uint32_t slot = first_slot();
        now = first_time();
        if (slot == arrivals) {
            arrive(now);
            schedule(arrivals, next_arrival(now, &piece));
        } else if (slot == boundaries) {
            begin_row(interval < half_hours ? interval : ROWS - 1, now);
            if (interval < half_hours) {
                for (int group = 0; group < GROUPS; group++)
                    groups[group].present = groups[group].scheduled = staff_of_w3[group][interval];
                schedule(boundaries, ++interval * half_hour);
                for (int group = 0; group < GROUPS; group++) put_to_work(group, now);
            } else {
                cancel(boundaries);
            }
        } else if (contacts[slot].state == talking) {
            const int group = contacts[slot].group;
            give_back(slot);
            accrue_group(groups + group, now);
            groups[group].busy--;
            put_to_work(group, now);
        } else {
            abandon(slot, now, threshold);
        }
    }
    begin_row(ROWS - 1, now);
}

int main(int argc, char **argv) {
    const int days = argc > 1 ? atoi(argv[1]) : 100;
    seed_draws(argc > 2 ? strtoull(argv[2], 0, 10) : 1);
    const double began = processor_seconds();
    double contacts_in_all = 0, paid = 0;
    for (int interval = 0; interval < half_hours; interval++)
        paid += (staff_of_w3[0][interval] + staff_of_w3[1][interval]) * half_hour;
    ratio answers[7] = {
        {.name = "service_level"}, {.name = "service_level_handled"}, {.name = "asa"}, {.name = "abandonment"},
        {.name = "utilisation"}, {.name = "callbacks_of_offered"}, {.name = "callbacks_kept"}};
    for (int day = 0; day < days; day++) {
        simulate_day();
        class_counts sum = class_sum(class_a);
        const class_counts other = class_sum(class_b);
        for (size_t place = 0; place < sizeof sum / sizeof(double); place++)
            ((double *)&sum)[place] += ((const double *)&other)[place];
        contacts_in_all += sum.arrivals;
        add_ratio(answers, sum.answered_within, sum.arrivals);
        add_ratio(answers + 1, sum.answered_within, sum.answered + sum.abandoned);
        add_ratio(answers + 2, sum.answered_wait, sum.answered);
        add_ratio(answers + 3, sum.abandoned, sum.arrivals);
        add_ratio(answers + 4, group_sum(0).busy_seconds + group_sum(1).busy_seconds, paid);
        add_ratio(answers + 5, sum.accepted, sum.arrivals);
        add_ratio(answers + 6, sum.kept, sum.accepted);
    }
    print_answers((long)contacts_in_all, processor_seconds() - began, answers, 7, days);
}
