/* Contacts, lines and groups of a centre with headcount staffing: what the three workloads have in common. */
#pragma once
#include "counts.h"
#include "customers.h"
#include "events.h"
#include <time.h>

enum state { free_slot, waiting, talking };

typedef struct {
    double joined_at;
#ifdef WHOLE
    double handle;
    uint64_t number, join_order;
#endif
    uint32_t next, previous;
    int32_t row;
    uint8_t state, class, group, is_callback;
} contact;

static contact *contacts;
static uint32_t *free_slots, free_count, capacity;

typedef struct {
    uint32_t first, last;
    int length, longest;
    double area, changed_at;
} waiting_line;

typedef struct {
    int busy, present, scheduled;
    double busy_area, overtime_area, present_area, scheduled_area, changed_at;
} agent_group;

static waiting_line lines[CLASSES];
static agent_group groups[GROUPS];
static int row;
static double row_began_at;
#ifdef WHOLE
static uint64_t joined;
#endif

enum { no_slot = UINT32_MAX };

static void make_contacts(uint32_t wanted) {
    contacts = realloc(contacts, wanted * sizeof *contacts);
    free_slots = realloc(free_slots, wanted * sizeof *free_slots);
    for (uint32_t slot = wanted; slot > capacity; slot--) free_slots[free_count++] = slot - 1;
    capacity = wanted;
    make_events(wanted);
}

/* Slots below `reserved` are not contacts but controls. */
static void begin_centre(uint32_t reserved) {
    if (!capacity) make_contacts(64);
    free_count = 0;
    for (uint32_t slot = capacity; slot > reserved; slot--) free_slots[free_count++] = slot - 1;
    forget_events();
    forget_counts();
    memset(groups, 0, sizeof groups);
    for (int class = 0; class < CLASSES; class++) lines[class] = (waiting_line){.first = no_slot, .last = no_slot};
    row = ROWS - 1;
    row_began_at = 0;
}

static inline uint32_t take_slot(void) {
    if (free_count == 0) make_contacts(2 * capacity);
    return free_slots[--free_count];
}

static inline void give_back(uint32_t slot) {
    cancel(slot);
    contacts[slot].state = free_slot;
    free_slots[free_count++] = slot;
}

/* A contact arrives: its slot. */
static inline uint32_t enter(int class, double now, const customer *who) {
    const uint32_t slot = take_slot();
    contact *c = contacts + slot;
    c->joined_at = now;
    c->row = row;
    c->class = (uint8_t)class;
#ifdef WHOLE
    c->handle = who->handle;
    c->number = who->number;
#else
    (void)who;
#endif
    return slot;
}

static inline double handle_of(uint32_t slot) {
#ifdef WHOLE
    return contacts[slot].handle;
#else
    (void)slot;
    return draw_handle(&everybody);
#endif
}

static inline void accrue_line(waiting_line *line, double now) {
    line->area += line->length * (now - line->changed_at);
    line->changed_at = now;
}

static inline void accrue_group(agent_group *group, double now) {
    const double span = now - group->changed_at;
    group->busy_area += group->busy * span;
    group->overtime_area += (group->busy > group->scheduled ? group->busy - group->scheduled : 0) * span;
    group->present_area += group->present * span;
    group->scheduled_area += group->scheduled * span;
    group->changed_at = now;
}

static inline void join_line(uint32_t slot, int class, double now) {
    waiting_line *line = lines + class;
    accrue_line(line, now);
    contacts[slot].state = waiting;
#ifdef WHOLE
    contacts[slot].join_order = ++joined;
#endif
    contacts[slot].next = no_slot;
    contacts[slot].previous = line->last;
    if (line->last != no_slot) contacts[line->last].next = slot;
    else line->first = slot;
    line->last = slot;
    line->length++;
    if (line->length > line->longest) line->longest = line->length;
}

static inline void leave_line(uint32_t slot, int class, double now) {
    waiting_line *line = lines + class;
    accrue_line(line, now);
    const uint32_t next = contacts[slot].next, previous = contacts[slot].previous;
    if (previous != no_slot) contacts[previous].next = next;
    else line->first = next;
    if (next != no_slot) contacts[next].previous = previous;
    else line->last = previous;
    line->length--;
}

/* What is integrated over time is split at the border of a row. */
static void begin_row(int next, double now) {
    for (int class = 0; class < CLASSES; class++) {
        waiting_line *line = lines + class;
        class_counts *cell = &by_class[row][class];
        accrue_line(line, now);
        cell->queue_seconds += line->area;
        if (line->longest > cell->longest_queue) cell->longest_queue = line->longest;
        line->area = 0;
        line->longest = line->length;
    }
    for (int group = 0; group < GROUPS; group++) {
        group_counts *cell = &by_group[row][group];
        accrue_group(groups + group, now);
        cell->busy_seconds += groups[group].busy_area;
        cell->overtime_seconds += groups[group].overtime_area;
        cell->present_seconds += groups[group].present_area;
        cell->scheduled_seconds += groups[group].scheduled_area;
        groups[group].busy_area = groups[group].overtime_area = 0;
        groups[group].present_area = groups[group].scheduled_area = 0;
    }
    row_seconds[row] += now - row_began_at;
    row_began_at = now;
    row = next;
}

/* A contact is answered by an agent who is already counted as busy, after this wait. */
static inline void start_talk(uint32_t slot, int group, double now, double wait, double handle, double threshold) {
    contact *c = contacts + slot;
    class_counts *cell = &by_class[c->row][c->class];
    cell->answered++;
    cell->handle += handle;
    if (wait > 0) {
        cell->answered_wait += wait;
        count_wait(cell, c->class, answered_waits, wait, threshold);
    } else {
        cell->answered_within++;
        histograms[c->class][answered_waits][0]++;
    }
    by_group[c->row][group].answered++;
    by_group[c->row][group].handle += handle;
    c->state = talking;
    c->group = (uint8_t)group;
    schedule(slot, now + handle);
}

static inline void abandon(uint32_t slot, double now, double threshold) {
    const contact *c = contacts + slot;
    class_counts *cell = &by_class[c->row][c->class];
    const double wait = now - c->joined_at;
    leave_line(slot, c->class, now);
    cell->abandoned++;
    cell->abandoned_wait += wait;
    cell->short_abandoned += wait <= 5 + 1e-6;
    count_wait(cell, c->class, abandoned_waits, wait, threshold);
    give_back(slot);
}

static inline double processor_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
