import Engine
import Foundation
import Measures

/// What a run must keep in memory at once: little for most scenarios, but thousands of classes, or hundreds of intervals
/// with quantiles of their own, come to more than a machine has. It is worked out before anything is simulated, because
/// a program that runs out of memory is ended without a word.
struct MemoryNeed {
    /// An upper estimate, in bytes.
    let bytes: Double

    init(_ layout: CountsLayout, replications: Int, threads: Int) {
        let number = 8.0
        let waits = Double(layout.classes * layout.kinds * WaitHistogram.bins)
        // Handed over, a bin that holds anything takes two numbers, and an empty one none; hardly half are ever filled.
        let oneReplication = Double(layout.size) + Double(layout.histogramSize)
        let atOnce = Double(2 * threads + min(replications, Int(Replications.mostAhead)))
        let byInterval = layout.histogramsByInterval ? Double(layout.intervals) * waits : 0
        // For each measure, at each threshold where it has one, the sums of eleven powers and products, and observations
        // kept aside.
        let measures = Double(Measure.all.count + 10 * layout.thresholds) * 16
        let places = Double((layout.intervals + 4) * (layout.classes + layout.groups + 2))
        bytes = number * (oneReplication * atOnce + 32 * waits + 2 * byInterval + measures * places)
    }

    /// What this process may use: the machine's memory, or less where a limit is set.
    static var available: Double {
        var most = Double(ProcessInfo.processInfo.physicalMemory)
        var limit = rlimit()
        #if canImport(Darwin)
        let isKnown = getrlimit(RLIMIT_AS, &limit) == 0
        #else
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0
        #endif
        if isKnown { most = min(most, Double(limit.rlim_cur)) }
        return most
    }

    /// - Throws: when it is more than there is.
    func refuse(beyond available: Double, _ layout: CountsLayout) throws(RunError) {
        guard bytes > 0.9 * available else { return }
        func gigabytes(_ bytes: Double) -> String { "\((bytes / 1e8).rounded() / 10) GB" }
        let intervals = layout.histogramsByInterval ? ", each with its waits in \(layout.intervals) intervals" : ""
        throw RunError(
            kind: .scenario,
            message:
                "The numbers of \(layout.classes) classes of customers\(intervals) need some \(gigabytes(bytes)) of "
                + "memory, and there are \(gigabytes(available)). Put classes that are alike together, or leave out "
                + "targets on quantiles in each interval\(layout.histogramsByInterval ? " and --by interval" : "").")
    }
}
