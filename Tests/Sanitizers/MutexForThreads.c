// Lets the thread sanitizer see the locks of Swift's Synchronization.Mutex; preloaded by Tests/Sanitizers/run.
//
// A Mutex that nobody holds is taken by an atomic exchange in the caller's own code, which the sanitizer sees. One that is
// held is waited for in the kernel (FUTEX_LOCK_PI), called from the runtime library, which is not instrumented: all that
// the lock guards then looks like a race. These two stand before the library's own, call them, and tell the sanitizer that
// whoever has the lock comes after whoever gave it back.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// Of the sanitizer's runtime; absent in the programs that start the tests.
void __tsan_acquire(void *) __attribute__((weak));
void __tsan_release(void *) __attribute__((weak));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow(), Swift 6.0 and later on Linux.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef SWIFT void (*Lock)(uint32_t, SELF void *);
typedef SWIFT void (*Unlock)(SELF void *);

static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        fprintf(stderr, "MutexForThreads: this Swift has no %s\n", name);
        abort();
    }
    return found;
}

SWIFT void holdfastLock(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void holdfastLock(uint32_t thread, SELF void *mutex) {
    ((Lock)next(LOCK))(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void holdfastUnlock(SELF void *mutex) __asm__(UNLOCK);
SWIFT void holdfastUnlock(SELF void *mutex) {
    if (__tsan_release) __tsan_release(mutex);
    ((Unlock)next(UNLOCK))(mutex);
}
