/// A measure of the exact cases: a function of sums, and how small its standard error must be to mean something.
struct ExactMeasure: Sendable {
    enum Kind: Sendable {
        /// A standard error of at most 0.002.
        case probability
        /// At most one per cent of the value.
        case mean
        /// At most a twentieth of the value: a variance is hard to pin down.
        case variance
    }

    var kind: Kind
    /// What has to be learnt from a log of every contact, where the counts do not tell.
    enum Sweep: Sendable {
        case waits, line, work, issues, estimates, legs
    }

    var sweep: Sweep?
    var value: @Sendable (Sums) -> Double

    /// A measure by its name in the file, with its threshold's place where it has one; `unit` is the case's, in seconds.
    ///
    /// Those that a scenario's reader knows have its names; the others are here alone:
    /// `lost` abandoned or balked, of the offered; `wait_mean_of_offered` and `within_of_offered` count who balked as a
    /// wait of zero; `…_mean` of a count is per replication, `…_var` its variance over replications;
    /// `queue_var`, `busy_var` are variances over time, `all_busy` is the share of time with every agent busy.
    init(_ name: String, threshold: Int?, unit: Double) throws {
        switch (name, threshold) {
        case ("delayed", nil): self.init(.probability) { $0.delayed / $0.offered }
        case ("abandonment", nil): self.init(.probability) { $0.abandoned / $0.offered }
        case ("lost", nil): self.init(.probability) { ($0.abandoned + $0.balked) / $0.offered }
        case ("blocking", nil): self.init(.probability) { $0.blocked / $0.arrivals }
        case ("wait_mean", nil): self.init(.mean) { $0.waits / $0.joined / unit }
        case ("wait_mean_of_offered", nil): self.init(.mean) { $0.waits / $0.offered / unit }
        case ("asa", nil): self.init(.mean) { $0.answeredWait / $0.answered / unit }
        case ("abandoned_wait_mean", nil): self.init(.mean) { $0.abandonedWait / $0.abandoned / unit }
        case ("wait_delayed_mean", nil): self.init(.mean) { $0.waits / $0.delayed / unit }
        case ("queue_mean", nil): self.init(.mean) { $0.queueArea / $0.seconds }
        case ("busy_mean", nil): self.init(.mean) { $0.busyArea / $0.seconds }
        case ("in_system_mean", nil): self.init(.mean) { ($0.queueArea + $0.busyArea) / $0.seconds }
        case ("occupancy", nil): self.init(.mean) { $0.busyArea / $0.presentArea }
        case ("occupancy_with_overtime", nil): self.init(.mean) { $0.busyAreaWithOvertime / $0.presentArea }
        case ("callbacks_accepted_mean", nil): self.init(.mean) { $0.accepted / $0.replications }
        case ("answered_rate", nil): self.init(.mean) { $0.answered / $0.seconds * unit }
        case ("arrival_rate", nil): self.init(.mean) { $0.arrivals / $0.seconds * unit }

        case ("service_level", let place?): self.init(.probability) { $0.answeredWithin[place] / $0.offered }
        case ("service_level_answered", let place?): self.init(.probability) { $0.answeredWithin[place] / $0.answered }
        case ("service_level_good", let place?):
            self.init(.probability) {
                ($0.answeredWithin[place] + $0.abandonedWithin[place]) / ($0.answered + $0.abandoned)
            }
        case ("service_level_neutral", let place?):
            self.init(.probability) {
                $0.answeredWithin[place] / ($0.answered + $0.abandoned - $0.abandonedWithin[place])
            }
        case ("within_of_offered", let place?):
            self.init(.probability) {
                ($0.answeredWithin[place] + $0.abandonedWithin[place] + $0.balked) / $0.offered
            }
        case ("answered_within_mean", let place?):
            self.init(.mean) { $0.answeredWithin[place] / $0.replications }

        case ("arrivals_mean", nil): self.init(.mean) { $0.arrivals / $0.replications }
        case ("answered_mean", nil): self.init(.mean) { $0.answered / $0.replications }
        case ("abandoned_mean", nil): self.init(.mean) { $0.abandoned / $0.replications }
        case ("blocked_mean", nil): self.init(.mean) { $0.blocked / $0.replications }
        case ("hung_up_at_close_mean", nil): self.init(.mean) { $0.hungUpAtClose / $0.replications }
        case ("arrivals_var", nil):
            self.init(.variance) { Self.variance($0.replications, $0.arrivals, $0.arrivalsSquared) }

        case ("wait_var", nil):
            self.init(.variance, sweep: .waits) {
                let mean = $0.waits / $0.joined
                return (($0.answeredWaitSquared + $0.abandonedWaitSquared) / $0.joined - mean * mean) / (unit * unit)
            }
        case ("answered_wait_var", nil):
            self.init(.variance, sweep: .waits) {
                let mean = $0.answeredWait / $0.answered
                return ($0.answeredWaitSquared / $0.answered - mean * mean) / (unit * unit)
            }
        case ("queue_var", nil):
            self.init(.variance, sweep: .line) {
                let mean = $0.queueArea / $0.seconds
                return $0.queueSquareArea / $0.seconds - mean * mean
            }
        case ("busy_var", nil):
            self.init(.variance, sweep: .work) {
                let mean = $0.busyArea / $0.seconds
                return $0.busySquareArea / $0.seconds - mean * mean
            }
        case ("all_busy", nil): self.init(.probability, sweep: .work) { $0.allBusyArea / $0.seconds }
        default: self = try Self.promised(name, threshold: threshold, unit: unit) ?? Self.estimated(name, unit: unit)
        }
    }

    init(_ kind: Kind, sweep: Sweep? = nil, _ value: @escaping @Sendable (Sums) -> Double) {
        self.kind = kind
        self.sweep = sweep
        self.value = value
    }

    /// Of the numbers at a moment, one a replication.
    static func moment(_ name: String) throws -> ExactMeasure {
        if name.hasSuffix("_mean") { return ExactMeasure(.mean, sweep: .work) { $0.first / $0.replications } }
        guard name.hasSuffix("_var") else { throw UnknownWord(word: name) }
        return ExactMeasure(.variance, sweep: .work) { variance($0.replications, $0.first, $0.firstSquared) }
    }

    /// Of two numbers of each replication.
    static let covariance = ExactMeasure(.variance) {
        ($0.product - $0.first * $0.second / $0.replications) / ($0.replications - 1)
    }

    static func variance(_ count: Double, _ sum: Double, _ squares: Double) -> Double {
        (squares - sum * sum / count) / (count - 1)
    }

    /// The largest standard error that still means something.
    func largestError(for expected: Double) -> Double {
        switch kind {
        case .probability: 0.002
        case .mean: 0.01 * abs(expected)
        case .variance: 0.05 * abs(expected)
        }
    }
}
