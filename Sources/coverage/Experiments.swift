import Dispatch
import Engine
import Experiments
import Measures
import Scenarios
import Synchronization

/// What one experiment told of a cell at a look.
struct Told: Sendable {
    var estimate = Estimate.noData
    /// Replications by then: those of the look, or those after which the experiment stopped by itself.
    var replications = 0
}

/// Whole experiments, repeated with fresh seeds: what each told at each look.
struct Repeated: Sendable {
    /// `cell → look → experiment`.
    private(set) var told: [[[Told]]]

    /// - Parameters:
    ///   - experiments: how many; number e has the seed `firstSeed + e`.
    ///   - threads: does not change what is found.
    init(_ study: Study, experiments: Int, firstSeed: UInt64, threads: Int) throws {
        let prepared = try Prepared(study)
        let looks = study.stopsByItself ? 1 : study.looks.count
        let none = [[Told]](repeating: [Told](repeating: Told(), count: experiments), count: looks)
        let found = Mutex([[[Told]]](repeating: none, count: study.cells.count))
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
        told = found.withLock { $0 }
    }
}

/// A study's scenario, or its two plans, ready to be simulated.
struct Prepared: Sendable {
    private let plans: [CompiledScenario]
    private let questions: [Question]
    /// Replications simulated at a time.
    private let block: Int

    private struct Question: Sendable {
        var measure: Measure
        var within: Double?
        var interval: Int?
        /// What an experiment that stops by itself waits for.
        var goal: PrecisionGoal?
    }

    init(_ study: Study) throws {
        let reader = ScenarioReader(measures: MeasureWord.all)
        let changes = try study.secondPlan.map { try Change($0) }
        let scenarios = try ([[]] + (changes.isEmpty ? [] : [changes])).map { changes in
            switch study.scenario {
            case .text(let text):
                try reader.read(text: text, named: study.name, directory: "", changes: changes).scenario
            case .file(let path): try reader.read(file: path, changes: changes).scenario
            }
        }
        let questions = try study.cells.map { cell in
            guard let measure = Measure.named(cell.measure) else {
                preconditionFailure("no measure is named \(cell.measure)")
            }
            let goal = try cell.wish.map { try PrecisionGoal.reading("\(cell.measure)=\($0)", for: scenarios[0])[0] }
            return Question(measure: measure, within: cell.within, interval: cell.interval, goal: goal)
        }
        plans = scenarios.map { scenario in
            var compiled = CompiledScenario(scenario)
            compiled.plan.only = Set(questions.map(\.measure))
            compiled.plan.byInterval = questions.contains { $0.interval != nil }
            return compiled
        }
        self.questions = questions
        block = study.isSteady ? 1 : 10
    }

    /// One experiment: `cell → look`.
    func run(_ study: Study, seed: UInt64) -> [[Told]] {
        var told = [[Told]](repeating: [], count: questions.count)
        guard study.stopsByItself else {
            simulate(study.looks.last ?? 0, seed: seed) { sums in
                guard study.looks.contains(sums.replications) else { return true }
                for (cell, question) in questions.enumerated() {
                    told[cell].append(Told(estimate: estimate(question, sums), replications: sums.replications))
                }
                return true
            }
            return told
        }
        var watches = questions.map { question in
            PrecisionWatch(question.goal.map { [$0] } ?? [], plan: plans[0].plan, most: Self.mostReplications)
        }
        simulate(Self.mostReplications, seed: seed) { sums in
            for (cell, question) in questions.enumerated() where told[cell].isEmpty {
                guard sums.ending(&watches[cell]) == .reached else { continue }
                told[cell].append(Told(estimate: estimate(question, sums), replications: sums.replications))
            }
            return told.contains(where: \.isEmpty)
        }
        return told
    }

    /// Beyond these an experiment that has not stopped is counted as one without an interval.
    private static let mostReplications = 20_000

    /// One long run: every cell's value and standard error.
    func truths(replications: Int, seed: UInt64) -> [(value: Double, standardError: Double)] {
        var found: [(value: Double, standardError: Double)] = []
        simulate(replications, seed: seed) { sums in
            guard sums.replications == replications else { return true }
            found = questions.map { question in
                let told = estimate(question, sums)
                let width = (told.high ?? .nan) - (told.low ?? .nan)
                return (told.value ?? .nan, width / 2 / normalFactor)
            }
            return false
        }
        return found
    }

    private func estimate(_ question: Question, _ sums: Sums) -> Estimate {
        sums.estimate(question.measure, within: question.within, interval: question.interval)
    }

    /// - Parameter look: at what the replications so far come to; false when no more are wanted.
    private func simulate(_ most: Int, seed: UInt64, look: (Sums) -> Bool) {
        var sums = Sums(plans)
        while sums.replications < most {
            let first = sums.replications
            let numbers = first..<min(first + block, most)
            let counts = plans.map { Self.counts($0.model, numbers, seed: seed) }
            for position in 0..<numbers.count {
                sums.add(counts.map { $0[position] })
                if !look(sums) { return }
            }
        }
    }

    private static func counts(_ model: CenterModel, _ numbers: Range<Int>, seed: UInt64) -> [Counts] {
        var counts: [Counts] = []
        var number = numbers.lowerBound
        RunOrder(
            seed: seed,
            next: {
                defer { number += 1 }
                return number < numbers.upperBound ? UInt32(number) : nil
            },
            deliver: { replication in
                precondition(replication.fault == nil, "a study's day cannot be finished")
                counts.append(replication.counts)
            }
        ).run(model)
        return counts
    }
}

/// What the replications of one plan come to, or of two on the same customers.
private struct Sums {
    private var single: RunTally?
    private var pair: PairedTally?
    private(set) var replications = 0

    init(_ plans: [CompiledScenario]) {
        if plans.count == 1 {
            single = RunTally(plan: plans[0].plan, layout: plans[0].model.layout)
        } else {
            pair = PairedTally(plans.map { ($0.plan, $0.model.layout) })
        }
    }

    /// - Parameter counts: one replication, by plan.
    mutating func add(_ counts: [Counts]) {
        single?.add(counts[0])
        pair?.add(counts)
        replications += 1
    }

    /// The value, or the difference of the second plan to the first.
    func estimate(_ measure: Measure, within: Double?, interval: Int?) -> Estimate {
        if let single { return single.estimate(measure, within: within, interval: interval) }
        let goal = PrecisionGoal(.measure(measure, within: within, of: nil), wanted: .absolute(1))
        return pair?.outcomes(of: goal)[0].estimate ?? .noData
    }

    /// Why an experiment ends here by itself; nil when it goes on.
    func ending(_ watch: inout PrecisionWatch) -> PrecisionReport.Ending? {
        if let single { return watch.ending(single) }
        return pair.flatMap { watch.ending($0) }
    }
}

/// The normal factor of 95 %.
let normalFactor = 1.959_963_984_540_054
