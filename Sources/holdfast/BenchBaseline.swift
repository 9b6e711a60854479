import Experiments
import Foundation
import Scenarios

/// An earlier answer of `bench`, read from its JSON.
struct BenchBaseline {
    /// What is needed of the file; further keys are no fault, so that trackers may add theirs.
    private struct Written: Decodable {
        struct Machine: Decodable {
            var processor: String
            var cores: Int
            var system: String
        }
        struct Workload: Decodable {
            var name: String
            var contacts: Double
            var ns_per_contact: Double
            var checksum: String
        }
        var holdfast: String
        var format: Int
        var kind: String
        var size: String
        var machine: Machine
        var workloads: [Workload]
    }

    struct Workload {
        var nanosecondsPerContact: Double
        var checksum: String
    }

    let file: String
    let version: String
    let machine: Machine
    private let size: String
    private let workloads: [String: Workload]

    private static let mostBytes = 16 << 20

    /// - Throws: when the file cannot be read, or is no answer of `bench`.
    init(file: String) throws(CommandFailure) {
        func refused(_ found: String) -> CommandFailure {
            CommandFailure(
                .badInput,
                "expected after --against an answer of \"holdfast bench --format json\", but \"\(file)\" \(found)")
        }
        let bytes: [UInt8]
        switch FileContent.read(file, mostBytes: Self.mostBytes) {
        case .failure(let refusal): throw refused(refusal.message)
        case .success(let content): bytes = content
        }
        guard (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil else { throw refused("is not JSON") }
        guard let written = try? JSONDecoder().decode(Written.self, from: Data(bytes)), written.kind == "bench" else {
            throw refused("is something else")
        }
        guard written.format == 1 else {
            throw refused("has format \(written.format), and this program knows format 1; make it anew")
        }
        if let odd = written.workloads.first(where: { !($0.ns_per_contact > 0 && $0.ns_per_contact < .infinity) }) {
            throw refused("says that a contact of \(odd.name) takes \(odd.ns_per_contact) ns")
        }
        self.file = file
        version = written.holdfast
        size = written.size
        machine = Machine(
            processor: written.machine.processor, cores: written.machine.cores, system: written.machine.system)
        workloads = Dictionary(
            written.workloads.map {
                ($0.name, Workload(nanosecondsPerContact: $0.ns_per_contact, checksum: $0.checksum))
            },
            uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Workload? { workloads[name] }

    /// Nothing is timed when nothing could be compared: results of another size have other checksums.
    func refuse(unless wanted: BenchSize, _ chosen: [StandardWorkload]) throws(CommandFailure) {
        if size != wanted.name {
            throw CommandFailure(
                .badInput,
                "\"\(file)\" was measured with --size \(size), and this is \(wanted.name); add --size \(size)")
        }
        if !chosen.contains(where: { workloads[$0.name] != nil }) {
            throw CommandFailure(.badInput, "\"\(file)\" has none of the workloads that are to be timed")
        }
    }

    /// What makes the comparison doubtful, a sentence each.
    func warnings(version: String, machine: Machine) -> [String] {
        var warnings: [String] = []
        if self.machine != machine {
            warnings.append(
                "\"\(file)\" was measured on another machine (\(self.machine.words)) than this (\(machine.words)): "
                    + "the difference may be the machines'")
        }
        if self.version != version {
            warnings.append(
                "\"\(file)\" was measured with Holdfast \(self.version), and this is \(version): "
                    + "answers may have changed on purpose")
        }
        return warnings
    }

    /// Other answers are a fault only where nothing else explains them.
    func mustGiveSameResults(version: String, machine: Machine) -> Bool {
        self.version == version && self.machine == machine
    }
}

extension Machine {
    /// `2 × AMD EPYC, Linux x86_64`.
    var words: String { "\(cores) × \(processor.isEmpty ? "unknown processor" : processor), \(system)" }
}

/// What became of each workload since the baseline.
struct BenchComparison {
    enum Verdict: String {
        case slower, faster, same
        /// Not in the baseline.
        case new
    }

    struct Change {
        var before: BenchBaseline.Workload?
        /// +0.1 is a tenth longer than before.
        var change: Double?
        var verdict: Verdict
        var hasOtherResults: Bool
    }

    let file: String
    let threshold: Double
    /// In the order of the workloads.
    let changes: [Change]
    private let mustGiveSameResults: Bool

    init(_ measured: BenchMeasured, with baseline: BenchBaseline, threshold: Double) {
        file = baseline.file
        self.threshold = threshold
        mustGiveSameResults = baseline.mustGiveSameResults(version: Holdfast.version, machine: measured.machine)
        changes = measured.workloads.map { workload in
            guard let before = baseline[workload.name] else {
                return Change(before: nil, change: nil, verdict: .new, hasOtherResults: false)
            }
            let ratio = workload.nanosecondsPerContact / before.nanosecondsPerContact
            let verdict: Verdict = ratio > 1 + threshold ? .slower : ratio < 1 / (1 + threshold) ? .faster : .same
            return Change(
                before: before, change: ratio - 1, verdict: verdict,
                hasOtherResults: before.checksum != workload.checksum)
        }
    }

    var slower: Int { changes.count { $0.verdict == .slower } }
    var withOtherResults: Int { changes.count { $0.hasOtherResults } }

    /// Slower, or other answers without a reason.
    var isWorse: Bool { slower > 0 || (mustGiveSameResults && withOtherResults > 0) }
}
