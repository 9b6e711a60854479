import Dispatch
import Engine
import Experiments
import Measures
import Scenarios
import Synchronization

/// Whole experiments, repeated with fresh seeds: what each told at each look.
struct Repeated: Sendable {
    /// `cell → look → experiment`.
    private(set) var estimates: [[[Estimate]]]

    /// - Parameters:
    ///   - experiments: how many; number e has the seed `firstSeed + e`.
    ///   - threads: does not change what is found.
    init(_ study: Study, experiments: Int, firstSeed: UInt64, threads: Int) throws(ScenarioError) {
        let prepared = try Prepared(study)
        let none = [[Estimate]](
            repeating: [Estimate](repeating: .noData, count: experiments), count: study.looks.count)
        let found = Mutex([[[Estimate]]](repeating: none, count: study.cells.count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(threads, experiments)) { _ in
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < experiments else { return }
                let told = prepared.run(study, seed: firstSeed + UInt64(number))
                found.withLock { found in
                    for cell in told.indices {
                        for look in told[cell].indices { found[cell][look][number] = told[cell][look] }
                    }
                }
            }
        }
        estimates = found.withLock { $0 }
    }
}

/// A study's scenario, ready to be simulated.
struct Prepared: Sendable {
    private let compiled: CompiledScenario
    private let questions: [(measure: Measure, within: Double?, interval: Int?)]

    init(_ study: Study) throws(ScenarioError) {
        let reader = ScenarioReader(measures: MeasureWord.all)
        let scenario =
            switch study.scenario {
            case .text(let text): try reader.read(text: text, named: study.name, directory: "").scenario
            case .file(let path): try reader.read(file: path).scenario
            }
        var compiled = CompiledScenario(scenario)
        questions = study.cells.map { cell in
            guard let measure = Measure.named(cell.measure) else {
                preconditionFailure("no measure is named \(cell.measure)")
            }
            return (measure, cell.within, cell.interval)
        }
        compiled.plan.only = Set(questions.map(\.measure))
        compiled.plan.byInterval = questions.contains { $0.interval != nil }
        self.compiled = compiled
    }

    /// One experiment: `cell → look`.
    func run(_ study: Study, seed: UInt64) -> [[Estimate]] {
        var told = [[Estimate]](repeating: [], count: questions.count)
        simulate(study.looks.last ?? 0, seed: seed) { tally in
            guard study.looks.contains(tally.replications) else { return }
            for (cell, question) in questions.enumerated() { told[cell].append(estimate(question, tally)) }
        }
        return told
    }

    /// One long run: every cell's value and standard error.
    func truths(replications: Int, seed: UInt64) -> [(value: Double, standardError: Double)] {
        var found: [(value: Double, standardError: Double)] = []
        simulate(replications, seed: seed) { tally in
            guard tally.replications == replications else { return }
            found = questions.map { question in
                let told = estimate(question, tally)
                let width = (told.high ?? .nan) - (told.low ?? .nan)
                return (told.value ?? .nan, width / 2 / normalFactor)
            }
        }
        return found
    }

    private func estimate(
        _ question: (measure: Measure, within: Double?, interval: Int?), _ tally: borrowing RunTally
    ) -> Estimate {
        tally.estimate(question.measure, within: question.within, interval: question.interval)
    }

    private func simulate(_ replications: Int, seed: UInt64, look: (borrowing RunTally) -> Void) {
        var tally = RunTally(plan: compiled.plan, layout: compiled.model.layout)
        var number: UInt32 = 0
        withoutActuallyEscaping(look) { look in
            RunOrder(
                seed: seed,
                next: {
                    defer { number += 1 }
                    return number < replications ? number : nil
                },
                deliver: { replication in
                    precondition(replication.fault == nil, "a study's day cannot be finished")
                    tally.add(replication.counts)
                    look(tally)
                }
            ).run(compiled.model)
        }
    }
}

/// The normal factor of 95 %.
let normalFactor = 1.959_963_984_540_054
