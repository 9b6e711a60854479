import Measures

/// The line that ends a report: what to type next.
public struct NextStep {
    let results: RunResults
    /// What the run was asked besides its number of replications: the next one is about the same scenario.
    let options: [String]
    /// Replications that were asked for; nil when it was left to the command.
    let replications: Int?

    init(_ results: RunResults, options: [String] = [], replications: Int? = nil) {
        self.results = results
        self.options = options
        self.replications = replications
    }

    var line: String {
        let undecided = results.targets.filter { $0.verdict == .undecided }
        if results.observations < 2 {
            let more = results.observationKind == .batch ? 10 : 100
            return "Intervals need more than one \(results.observationKind.rawValue): \(run) --replications \(more)"
        }
        if let needed = undecided.compactMap(\.replicationsToDecide).max() {
            return "Too close to call: about \(words(needed)) would likely tell: \(run) --replications \(needed)"
        }
        if !undecided.isEmpty {
            return "Too close to call, and no number of replications will tell: a value lies right at its target."
        }
        if results.targets.contains(where: { $0.verdict == .missed }) {
            if !results.intervals.isEmpty { return "Next: \(again) --by interval shows where targets are missed" }
            return "Next: \(again) --by class shows who waits"
        }
        if results.classes.count > 1 { return "Next: \(again) --by class shows each class of customers by itself" }
        return "Next: holdfast explain service_level says how it is counted"
    }

    /// `1,700 days (2 s)`.
    private func words(_ needed: Int) -> String {
        let kind =
            switch results.observationKind {
            case .day: Wording.counted(needed, "day", "days")
            case .horizon: Wording.counted(needed, "run", "runs")
            case .batch: Wording.counted(needed, "run", "runs") + " of this length"
            }
        guard let timing = results.timing, results.replications > 0 else { return kind }
        return kind + " (\(Wording.forecast(timing.seconds * Double(needed) / Double(results.replications))))"
    }

    private var run: String {
        (["holdfast", "run", results.scenarioFile] + options).map(Self.quoted).joined(separator: " ")
    }

    /// The same days once more.
    private var again: String { run + (replications.map { " --replications \($0)" } ?? "") }

    /// As a shell reads it back.
    public static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "/._-+=@%,:".contains($0) }
        return isPlain && !path.isEmpty ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
