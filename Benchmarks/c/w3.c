/* W3: the demand of W2 in two classes (A 70 %, B 30 %) and two groups (one serves A; two serves B, then A). Who would wait
 * longer than two minutes is offered a callback within half an hour; three of five accept. An agent takes a callback
 * that is due within five minutes, else a caller on hold, else any callback. Arguments: days, seed. */
enum { CLASSES = 2, GROUPS = 2, ROWS = 49 };
#include "centre.h"
#include "day.h"

static const double threshold = 20, promised_within = 1800, urgent_within = 300;
enum { class_a, class_b };
#ifdef WHOLE
enum { arrivals, arrivals_b, boundaries, reserved };
#else
enum { arrivals, boundaries, reserved };
#endif

static inline double draw_handle(generator *g) { return draw_lognormal(g, 300); }
static inline double draw_patience(generator *g) { return 180 * draw_exponential(g); }
static inline double next_arrival(int class, double now, int *piece, generator *g) {
#ifdef WHOLE
    return next_of_day(now, class == class_a ? 0.7 : 0.3, piece, g);
#else
    (void)class;
    return next_of_day(now, 1, piece, g);
#endif
}

/* Promises of a class: all are due half an hour after they were made, so the first made is the first due. */
enum { most_promises = 1 << 16 };
typedef struct {
    double made_at;
    int row;
#ifdef WHOLE
    double due, handle, first_dial_at, reached_at;
    uint64_t number, join_order;
    int attempts;
#endif
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

#ifdef WHOLE

/* Callers on hold whom a callback passes although they were there before it was promised. */
static inline void count_overtaken(const promise *made, int group, class_counts *cell) {
    for (int class = 0; class <= (group == 1); class++)
        for (uint32_t slot = lines[class].first; slot != no_slot && contacts[slot].join_order < made->join_order;
             slot = contacts[slot].next)
            cell->overtaken++;
}

/* The customer is dialled and answers; the promise has its state by three clocks. */
static inline void connect(promise *made, int group, double now, class_counts *cell) {
    made->attempts++;
    made->first_dial_at = made->reached_at = now;
    cell->attempts++;
    cell->connected++;
    count_overtaken(made, group, cell);
    if (made->due <= half_hours * half_hour) {
        cell->due++;
        cell->kept_due += now <= made->due;
        cell->dialled_due += made->first_dial_at <= made->due;
        cell->reached_due += made->reached_at <= made->due;
    }
    cell->latest = fmax(cell->latest, now - made->due);
}

/* Whether a callback can be kept with 95 %, on the state of the line: an Erlang quantile (Wilson and Hilferty, 1931), near
 * the border the sum itself. */
static inline int is_keepable(int class) {
    int stages = 1;
    for (int other = 0; other < CLASSES; other++)
        stages += lines[other].length + (int)(end_of_promises[other] - first_promise[other]);
    const int agents = groups[1].scheduled + (class == class_a ? groups[0].scheduled : 0);
    const double completions = promised_within * agents / 300, root = 1 - 1 / (9.0 * stages) + 1.644853627 / (3 * sqrt(stages));
    const double quantile = stages * root * root * root;
    if (fabs(completions - quantile) > 0.03 * quantile) return completions > quantile;
    double term = exp(-completions), fewer = term;
    for (int stage = 1; stage < stages; stage++) fewer += term *= completions / stage;
    return 1 - fewer >= 0.95;
}

static inline int accepts(int class, const customer *who) {
    generator own = addressed(class, of_acceptance, who->number, 1);
    return draw_uniform(&own) < 0.6;
}

#else

static inline int accepts(int class, const customer *who) {
    (void)class, (void)who;
    return draw_uniform(&everybody) < 0.6;
}

#endif

static inline void promise_callback(int class, double now, uint32_t slot, class_counts *cell) {
    promise *made = &book[class][end_of_promises[class]++ % most_promises];
    made->made_at = now;
    made->row = row;
#ifdef WHOLE
    made->due = now + promised_within;
    made->handle = contacts[slot].handle;
    made->number = contacts[slot].number;
    made->join_order = ++joined;
    made->first_dial_at = made->reached_at = -1;
    made->attempts = 0;
    cell->unkeepable += !is_keepable(class);
#endif
    cell->accepted++;
    contacts[slot].state = free_slot;
    free_slots[free_count++] = slot;
}

static inline void call_back(int class, int group, double now) {
    promise *made = &book[class][first_promise[class]++ % most_promises];
    class_counts *cell = &by_class[made->row][class];
    const double wait = now - made->made_at, lateness = wait > promised_within ? wait - promised_within : 0;
    const uint32_t slot = take_slot();
    contacts[slot] = (contact){.row = made->row, .state = talking, .class = (uint8_t)class, .group = (uint8_t)group, .is_callback = 1};
#ifdef WHOLE
    connect(made, group, now, cell);
    contacts[slot].handle = made->handle;
#endif
    const double handle = handle_of(slot);
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
    leave_line(slot, class, now);
    occupy(group, now);
    start_talk(slot, group, now, now - contacts[slot].joined_at, handle_of(slot), threshold);
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

static inline void arrive(int class, double now) {
    const customer who = take_customer(class);
    const uint32_t slot = enter(class, now, &who);
    class_counts *cell = &by_class[row][class];
    cell->arrivals++;
    int group = -1;
    if (class == class_a && groups[0].busy < groups[0].present) group = 0;
    else if (groups[1].busy < groups[1].present) group = 1;
    if (group >= 0) {
        occupy(group, now);
        start_talk(slot, group, now, 0, handle_of(slot), threshold);
        return;
    }
    cell->delayed++;
    const int ahead = lines[class_b].length + (class == class_a ? lines[class_a].length : 0);
    const int agents = groups[1].scheduled + (class == class_a ? groups[0].scheduled : 0);
    if ((ahead + 1) * 300.0 / agents > 120) {
        cell->offers++;
        if (accepts(class, &who)) {
            promise_callback(class, now, slot, cell);
            return;
        }
#ifdef WHOLE
        cell->declined++;
#endif
    }
    join_line(slot, class, now);
    schedule(slot, now + patience_of(&who));
}

static void simulate_day(void) {
    begin_centre(reserved);
    memset(first_promise, 0, sizeof first_promise);
    memset(end_of_promises, 0, sizeof end_of_promises);
    int interval = 0;
    double now = 0;
    schedule(boundaries, 0);
    schedule(arrivals, next_time(class_a));
#ifdef WHOLE
    schedule(arrivals_b, next_time(class_b));
#endif
    for (; first_time() < INFINITY;) {
        const uint32_t slot = first_slot();
        now = first_time();
        if (slot < boundaries) {
#ifdef WHOLE
            const int class = (int)slot;
#else
            const int class = draw_uniform(&everybody) >= 0.7;
#endif
            arrive(class, now);
            schedule(slot, next_time(class));
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
    const uint64_t seed = argc > 2 ? strtoull(argv[2], 0, 10) : 1;
    const double began = processor_seconds();
    double contacts_in_all = 0, paid = 0;
    for (int interval = 0; interval < half_hours; interval++)
        paid += (staff_of_w3[0][interval] + staff_of_w3[1][interval]) * half_hour;
    ratio answers[7] = {
        {.name = "service_level"}, {.name = "service_level_handled"}, {.name = "asa"}, {.name = "abandonment"},
        {.name = "utilisation"}, {.name = "callbacks_of_offered"}, {.name = "callbacks_kept"}};
    for (int day = 0; day < days; day++) {
        begin_day(seed, day);
        simulate_day();
        sum_up();
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
