@testable import Engine

/// Times spent, summed step by step between events, each step put into the row that holds its middle.
struct NaiveSums {
    struct GroupTimes {
        var busy = 0.0
        var overtime = 0.0
        var scheduled = 0.0
        var present = 0.0
    }

    let rows: [TimelineRow]
    /// `[row][group]`, `[row][class]`; the last row is for the time outside.
    var groups: [[GroupTimes]]
    var queueSeconds: [[Double]]

    init(_ model: CenterModel) {
        rows = model.timeline.rows
        groups = (0...rows.count).map { _ in model.groups.map { _ in GroupTimes() } }
        queueSeconds = (0...rows.count).map { _ in model.classes.map { _ in 0 } }
    }

    mutating func pass(from start: Double, to end: Double, _ centre: NaiveCentre) {
        let step = end - start
        guard step > 0 else { return }
        let middle = start + step / 2
        let row = rows.firstIndex { $0.start <= middle && middle < $0.end } ?? rows.count
        for group in centre.model.groups.indices {
            groups[row][group].busy += step * Double(centre.busy[group])
            if centre.isNamed(group) {
                let persons = centre.persons.filter { $0.group == group }
                let late = persons.count { $0.doing == .busy && !$0.onShift }
                groups[row][group].overtime += step * Double(late)
                groups[row][group].scheduled += step * Double(persons.count { $0.onShift })
                groups[row][group].present += step * Double(persons.count { $0.onShift && $0.doing != .onBreak })
            } else if centre.isCounted(group) {
                groups[row][group].overtime += step * Double(max(0, centre.busy[group] - centre.rostered[group]))
                groups[row][group].scheduled += step * Double(centre.rostered[group])
                groups[row][group].present += step * Double(centre.rostered[group])
            }
        }
        for position in centre.model.classes.indices {
            let length = centre.waiting.count { centre.contacts[$0].customerClass == position }
            queueSeconds[row][position] += step * Double(length)
        }
    }
}
