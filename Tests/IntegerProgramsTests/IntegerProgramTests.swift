import Testing

@testable import IntegerPrograms

/// Small programs whose cheapest answer is found by trying everything.
@Suite struct IntegerProgramTests {
    /// A generator of our own, so that the cases are the same everywhere (Steele, Lea and Flood, 2014).
    private struct Numbers {
        var state: UInt64

        mutating func whole(_ range: ClosedRange<Int>) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return range.lowerBound + Int((mixed ^ mixed >> 31) % UInt64(range.count))
        }
    }

    /// The cheapest of all values from 0 to `most`; nil when none keep every row.
    private func cheapest(_ program: IntegerProgram, most: Int) -> Double? {
        var best: Double?
        var values = [Int](repeating: 0, count: program.variables.count)
        while true {
            let isKept =
                program.rows.allSatisfy { row in
                    let sum = row.terms.reduce(0) { $0 + Double(values[$1.variable]) * $1.coefficient }
                    return sum >= row.atLeast ?? -.infinity && sum <= row.atMost ?? .infinity
                } && zip(values, program.variables).allSatisfy { Double($0) <= $1.atMost ?? .infinity }
            if isKept {
                let cost = zip(values, program.variables).reduce(0) { $0 + Double($1.0) * $1.1.cost }
                best = min(best ?? cost, cost)
            }
            guard let place = values.indices.first(where: { values[$0] < most }) else { return best }
            for lower in 0..<place { values[lower] = 0 }
            values[place] += 1
        }
    }

    @Test(arguments: 0..<200) func findsTheCheapest(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        var program = IntegerProgram()
        for _ in 0..<numbers.whole(2...4) {
            let limit = numbers.whole(0...3)
            _ = program.addVariable(cost: Double(numbers.whole(1...9)) / 2, atMost: limit == 0 ? nil : limit + 1)
        }
        let count = program.variables.count
        for _ in 0..<numbers.whole(1...4) {
            let terms = (0..<count).filter { _ in numbers.whole(0...2) > 0 }.map { ($0, 1.0) }
            if terms.isEmpty { continue }
            program.addRow(terms, atLeast: Double(numbers.whole(0...5)))
        }
        if numbers.whole(0...2) == 0 {
            program.addRow((0..<count).map { ($0, 1.0) }, atLeast: 1, atMost: Double(numbers.whole(1...8)))
        }
        // No row asks for more than five, so that no cheapest answer has more of anything.
        let exact = cheapest(program, most: 5)
        switch program.solved(within: 30) {
        case .solved(let found):
            #expect(found.isProven && found.bound == found.cost)
            #expect(
                exact.map { ($0 - found.cost).magnitude < 1e-9 } ?? false,
                "\(found) against \(String(describing: exact))")
            for row in program.rows {
                let sum = row.terms.reduce(0) { $0 + Double(found.values[$1.variable]) * $1.coefficient }
                #expect(sum >= row.atLeast ?? -.infinity && sum <= row.atMost ?? .infinity)
            }
        case .infeasible: #expect(exact == nil)
        case let other: Issue.record("\(other)")
        }
    }

    @Test func saysThatThereIsNone() {
        var program = IntegerProgram()
        let variable = program.addVariable(cost: 1, atMost: 2)
        program.addRow([(variable, 1)], atLeast: 3)
        #expect(program.solved(within: 10) == .infeasible)
        var empty = IntegerProgram()
        #expect(
            empty.solved(within: 10) == .solved(IntegerSolution(values: [], cost: 0, bound: 0, isProven: true)))
        empty.addRow([], atLeast: 1)
        #expect(empty.solved(within: 10) == .infeasible)
    }

    /// Markets that split in fixed shares (Cornuéjols and Dawande, 1999): beyond any search in a blink.
    private func endless() -> IntegerProgram {
        var numbers = Numbers(state: 7)
        var program = IntegerProgram()
        let shares = (0..<40).map { _ in program.addVariable(cost: 0, atMost: 1) }
        for _ in 0..<5 {
            let weights = shares.map { _ in Double(numbers.whole(0...99)) }
            let half = (weights.reduce(0, +) / 2).rounded(.down)
            let (over, under) = (program.addVariable(cost: 1), program.addVariable(cost: 1))
            program.addRow(
                zip(shares, weights).map { ($0, $1) } + [(over, -1), (under, 1)], atLeast: half, atMost: half)
        }
        return program
    }

    @Test func tellsHowFarFromTheCheapestItMayBe() {
        guard case .solved(let found) = endless().solved(within: 0.5) else {
            Issue.record("expected an answer in half a second")
            return
        }
        #expect(!found.isProven && found.bound < found.cost && found.bound >= 0)
    }

    @Test func stopsWhenNobodyWaits() {
        var asked = 0
        let outcome = endless().solved(within: 600) {
            asked += 1
            return asked < 20
        }
        #expect(outcome == .stopped)
    }

    @Test func knowsWhatCostsAreMultiplesOf() {
        var program = IntegerProgram()
        for cost in [7.5, 4.5, 0] { _ = program.addVariable(cost: cost) }
        #expect(program.costStep == 1.5)
        _ = program.addVariable(cost: 1.0 / 3)
        #expect(program.costStep == 0)
    }
}
