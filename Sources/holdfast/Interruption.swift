import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ctrl-C: the first asks the work to stop and report what it has; the second ends the process at once.
enum Interruption {
    private static let asked = Atomic<Bool>(false)

    /// True once the person has asked to stop.
    static var isAsked: Bool { asked.load(ordering: .relaxed) }

    /// From now on Ctrl-C (and a polite kill) is noted instead of ending the process.
    static func watch() {
        for number in [SIGINT, SIGTERM] {
            // Whoever started us may have had the signal blocked, which is handed down and would keep it from us for ever.
            var mask = sigset_t()
            sigemptyset(&mask)
            sigaddset(&mask, number)
            pthread_sigmask(SIG_UNBLOCK, &mask, nil)
            signal(number) { number in
                Interruption.asked.store(true, ordering: .relaxed)
                // As if we had never watched: a second one takes effect by itself.
                signal(number, SIG_DFL)
            }
        }
    }
}
