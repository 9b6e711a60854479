import Engine
import Measures
import QueueTheory
import Scenarios

/// What the textbook says of each cell by itself, from the work that comes to it.
///
/// The work is found from a centre with more agents than are ever needed: the contacts of each interval, and the mean
/// number of agents then busy at once, which is the modified offered load (Jennings, Mandelbaum, Massey and Whitt, 1996)
/// for any arrivals and any handle times.
struct StaffingTheory: Sendable {
    /// Contacts that come to a cell in a second, their mean handle time and mean patience in seconds, and the mean number
    /// of agents that they keep busy in the interval when nobody waits.
    struct Work: Sendable {
        var perSecond = 0.0
        var handleTime = 0.0
        var patience = Double.infinity
        var busy = 0.0
    }

    let work: [Work]
    private let targets: [[TheoryTarget]]

    /// - Parameter sums: of `replications` days with more agents than are ever needed.
    init(
        _ scenario: Scenario, _ cells: StaffingCells, sums: Counts, of compiled: CompiledScenario, replications: Int
    ) {
        let modelClass = scenario.classes.indices.map { position in
            compiled.classOrder.firstIndex(of: position) ?? position
        }
        let serving = scenario.classes.indices.map { position in
            scenario.groups.indices.filter { group in
                guard case .headcount = scenario.groups[group].staffing else { return false }
                return scenario.groups[group].skills.contains { $0.customerClass == position }
            }
        }
        work = cells.cells.map { cell in
            var work = Work()
            var (contacts, seconds, busy, patience) = (0.0, 0.0, 0.0, 0.0)
            for position in scenario.classes.indices where serving[position].contains(cell.group) {
                // A class that several groups serve is thought of as shared out evenly.
                let share = 1 / Double(serving[position].count)
                var (came, handled) = (0.0, 0.0)
                for row in cell.rows {
                    came += sums[row: row, customerClass: modelClass[position], .answered]
                    handled += sums[row: row, customerClass: modelClass[position], .handleSeconds]
                }
                let skill = scenario.groups[cell.group].skills.first { $0.customerClass == position }
                contacts += share * came
                seconds += share * handled / (skill?.speed ?? 1)
                patience += share * came / (scenario.classes[position].patience.first?.distribution.mean ?? .infinity)
            }
            if serving.allSatisfy({ $0.count < 2 }) {
                let group = compiled.groupOrder.firstIndex(of: cell.group) ?? cell.group
                for row in cell.rows { busy += sums[row: row, group: group, .busySeconds] }
            } else {
                busy = seconds
            }
            let time = cell.length * Double(cell.rows.count * replications)
            guard contacts > 0, time > 0 else { return work }
            work.perSecond = contacts / time
            work.handleTime = seconds / contacts
            work.patience = patience > 0 ? contacts / patience : .infinity
            work.busy = busy / time
            return work
        }
        targets = cells.cells.map { cell in
            scenario.targets.compactMap { target in
                if let name = target.scope {
                    let served = scenario.groups[cell.group].skills.map { scenario.classes[$0.customerClass].name }
                    guard name == scenario.groups[cell.group].name || served.contains(name) else { return nil }
                }
                return target.inTheory
            }
        }
    }

    /// Whether the targets name anything that the formulas know.
    var knowsTargets: Bool { targets.contains { !$0.isEmpty } }

    /// The fewest agents that keep the targets in a steady interval by itself.
    /// - Parameters:
    ///   - lasting: the work of the interval and of those before it that is still in hand, not of the interval alone.
    ///   - patient: nobody ever abandons: Erlang C in place of Erlang A.
    /// - Returns: nil where the formulas have no answer.
    func agents(_ cell: Int, lasting: Bool = false, patient: Bool = false) -> Int? {
        let work = work[cell]
        guard work.perSecond > 0, work.handleTime > 0 else { return 0 }
        let wanted = targets[cell].isEmpty ? [.serviceLevel(within: 20, atLeast: 0.8)] : targets[cell]
        let load = work.perSecond * work.handleTime
        let patience = min(max(work.patience, 1e-6 * work.handleTime), 1e6 * work.handleTime)
        let line = try? CallLine(
            arrivalsPerSecond: work.perSecond * (lasting ? max(work.busy, 1e-3 * load) / load : 1),
            handleTime: work.handleTime, patience: patient || work.patience == .infinity ? .infinity : patience)
        return try? line?.fewestAgents(meeting: wanted).agents
    }

    /// Contacts of an interval that are answered in time with each number of agents, from none to `most`.
    func answeredInTime(_ cell: Int, within seconds: Double, most: Int) -> [Double] {
        let work = work[cell]
        guard work.perSecond > 0, work.handleTime > 0 else { return [Double](repeating: 0, count: most + 1) }
        let load = work.perSecond * work.handleTime
        let patience = work.patience.isFinite ? work.patience : 20 * work.handleTime
        let line = try? CallLine(
            arrivalsPerSecond: work.perSecond * max(work.busy, 1e-3 * load) / load, handleTime: work.handleTime,
            patience: min(max(patience, 1e-6 * work.handleTime), 1e6 * work.handleTime))
        return (0...most).map { agents in
            guard agents > 0, let state = try? line?.steadyState(agents: agents) else { return 0 }
            return work.perSecond * state.serviceLevel(within: seconds)
        }
    }
}

extension Target {
    /// The same for the formulas; nil where they do not know it.
    var inTheory: TheoryTarget? {
        guard value > 0 else { return nil }
        switch (measure, bound) {
        case ("service_level", .atLeast) where value < 1: return .serviceLevel(within: within ?? 20, atLeast: value)
        case ("abandonment", .atMost) where value < 1: return .abandonment(atMost: value)
        case ("asa", .atMost): return .asa(atMost: value)
        case ("delayed", .atMost) where value < 1: return .delayed(atMost: value)
        case ("occupancy", .atMost) where value < 1: return .occupancy(atMost: value)
        default: return nil
        }
    }
}
