import Foundation
import Measures

/// How long something takes, by the clock on the wall and by the processors.
struct Stopwatch {
    private let startedAt = ContinuousClock.now
    private let processorSecondsBefore = ProcessorTime.seconds

    func timing(contacts: Double) -> Timing {
        let elapsed = startedAt.duration(to: .now).components
        return Timing(
            contacts: contacts,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
            cpuSeconds: ProcessorTime.seconds - processorSecondsBefore,
            peakResidentBytes: Self.peakResidentBytes)
    }

    private static var peakResidentBytes: Int {
        var usage = rusage()
        #if canImport(Darwin)
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
        #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
        #endif
    }
}

/// What the processors have spent on this process.
public enum ProcessorTime {
    /// In seconds, of all threads together since the process began.
    public static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}

/// What the machine offers.
enum DispatchInfo {
    static var activeProcessors: Int { ProcessInfo.processInfo.activeProcessorCount }
}
