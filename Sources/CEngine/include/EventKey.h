// The smaller of two keys of the event list, without a branch.
//
// Times are as good as random, so a processor guesses a comparison of them wrong every other time, and a wrong guess costs
// more than the whole replay of a match. LLVM makes a branch of any choice between two numbers inside a loop, however it
// is written; masks avoid it in twelve instructions, conditional moves in five. So where the processor has them, they
// are asked for by name.
#ifndef HOLDFAST_EVENT_KEY_H
#define HOLDFAST_EVENT_KEY_H

#include <stdint.h>

// A time and what breaks its ties, compared as one unsigned number of 128 bits, the time above.
typedef struct {
    uint64_t time;
    uint64_t tie;
} holdfast_key;

static inline __attribute__((always_inline)) holdfast_key holdfast_key_smaller(holdfast_key a, holdfast_key b) {
#if defined(__x86_64__)
    uint64_t borrowed = a.time;
    __asm__("cmpq %[b_tie], %[a_tie]\n\t"
            "sbbq %[b_time], %[borrowed]\n\t"
            "cmovaeq %[b_tie], %[a_tie]\n\t"
            "cmovaeq %[b_time], %[a_time]"
            : [a_tie] "+r"(a.tie), [a_time] "+r"(a.time), [borrowed] "+r"(borrowed)
            : [b_tie] "r"(b.tie), [b_time] "r"(b.time)
            : "cc");
    return a;
#else
    // The sign of the difference: times are never negative, so their top bit is free.
    unsigned __int128 difference = (((unsigned __int128)a.time << 64) | a.tie) - (((unsigned __int128)b.time << 64) | b.tie);
    uint64_t a_is_smaller = (uint64_t)0 - (uint64_t)(difference >> 127);
    return (holdfast_key){
        .time = b.time ^ ((a.time ^ b.time) & a_is_smaller), .tie = b.tie ^ ((a.tie ^ b.tie) & a_is_smaller)};
#endif
}

#endif
