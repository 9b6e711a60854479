/// A centre with several classes and groups as a Markov chain: Poisson arrivals, exponential service and patience. A
/// contact goes to the first group of its list with an idle agent; an agent takes the first class of the group's list that
/// waits. Solved by Gauss and Seidel's iteration over all states with at most so many waiting in each line.
struct SkillChain {
    /// Per minute, by class.
    var arrivals: [Double]
    var abandons: [Double]
    /// Per minute, by group and class; 0 where the group does not serve the class.
    var serves: [[Double]]
    /// By class, groups in order of preference.
    var route: [[Int]]
    /// By group, classes in order of preference.
    var takes: [[Int]]
    var mostWaiting = 24

    /// The share of each class that abandons.
    func abandonment(agents: [Int]) -> [Double] {
        let classes = arrivals.count
        var numbers: [[Int]: Int] = [:]
        var states: [[Int]] = []
        var sources: [[(from: Int, rate: Double)]] = []
        var leaving: [Double] = []
        func number(_ state: [Int]) -> Int {
            if let known = numbers[state] { return known }
            numbers[state] = states.count
            states.append(state)
            sources.append([])
            leaving.append(0)
            return states.count - 1
        }
        let lines = agents.count * classes
        _ = number([Int](repeating: 0, count: lines + classes))
        var at = 0
        while at < states.count {
            let state = states[at]
            func go(_ to: [Int], _ rate: Double) {
                guard rate > 0, to != state else { return }
                let to = number(to)
                sources[to].append((at, rate))
                leaving[at] += rate
            }
            for one in 0..<classes {
                var next = state
                let idle = route[one].first { group in
                    state[(group * classes)..<((group + 1) * classes)].reduce(0, +) < agents[group]
                }
                if let idle {
                    next[idle * classes + one] += 1
                } else if state[lines + one] < mostWaiting {
                    next[lines + one] += 1
                }
                go(next, arrivals[one])
                if state[lines + one] > 0 {
                    var left = state
                    left[lines + one] -= 1
                    go(left, Double(state[lines + one]) * abandons[one])
                }
                for group in agents.indices where state[group * classes + one] > 0 {
                    var done = state
                    done[group * classes + one] -= 1
                    if let taken = takes[group].first(where: { state[lines + $0] > 0 }) {
                        done[lines + taken] -= 1
                        done[group * classes + taken] += 1
                    }
                    let rate = Double(state[group * classes + one]) * serves[group][one]
                    // Whoever goes on with the same class leaves everything but the line as it was.
                    go(done, rate)
                }
            }
            at += 1
        }
        var shares = [Double](repeating: 1 / Double(states.count), count: states.count)
        for _ in 0..<20_000 {
            var moved = 0.0
            for state in states.indices {
                let flow = sources[state].reduce(0) { $0 + shares[$1.from] * $1.rate }
                let next = flow / leaving[state]
                moved += (next - shares[state]).magnitude
                shares[state] = next
            }
            let sum = shares.reduce(0, +)
            for state in shares.indices { shares[state] /= sum }
            if moved < 1e-13 { break }
        }
        return (0..<classes).map { one in
            let waiting = states.indices.reduce(0) { $0 + shares[$1] * Double(states[$1][lines + one]) }
            return waiting * abandons[one] / arrivals[one]
        }
    }
}
