import Measures

/// The day at a glance: service level by interval, one mark each, and the worst interval in words.
struct Sparkline {
    let results: RunResults
    let palette: Palette

    /// More intervals than this share marks.
    static let marks = 48
    /// A line that would be longer says its worst on the next.
    static let width = 100

    init(_ results: RunResults, _ palette: Palette) {
        self.results = results
        self.palette = palette
    }

    func lines() -> [String] {
        let levels = results.intervals.map { Self.value("service_level", $0) }
        guard levels.compactMap({ $0 }).count > 1, let first = results.intervals.first else { return [] }
        let together = (levels.count + Self.marks - 1) / Self.marks
        let marks = stride(from: 0, to: levels.count, by: together).map { start in
            palette.bar(levels[start..<min(start + together, levels.count)].compactMap { $0 }.min())
        }
        let half = (marks.count + 1) / 2
        let middle = results.intervals[min(half * together, levels.count - 1)]
        let isOneDay = Set(results.intervals.map(\.day)).count == 1
        func label(_ interval: IntervalResults) -> String {
            isOneDay ? interval.start : "day \(interval.day)"
        }
        let left = marks[..<half].joined()
        let right = marks[half...].joined()
        let last = results.intervals[results.intervals.count - 1]
        let end = isOneDay ? Self.clock(last.endSeconds) : "day \(last.day)"
        var line = "  \(label(first)) \(left) \(label(middle)) \(right) \(end)"
        if together > 1 { line += "   each mark is the worst of \(together) intervals" }
        guard let worst = worst(isOneDay) else { return [line] }
        return line.count + 3 + worst.count <= Self.width ? [line + "   " + worst] : [line, "  " + worst]
    }

    /// The interval with the lowest service level, among those with a contact on most days if there are any.
    private func worst(_ isOneDay: Bool) -> String? {
        let usual = results.intervals.filter { (Self.value("offered", $0) ?? 0) >= 1 }
        let found = (usual.isEmpty ? results.intervals : usual).compactMap { interval in
            Self.value("service_level", interval).map { (interval: interval, level: $0) }
        }
        guard let lowest = found.min(by: { $0.level < $1.level }), lowest.level < 1,
            let value = lowest.interval.measures.first(where: { $0.measure.name == "service_level" })
        else { return nil }
        let figure = Wording(palette: palette).figure(value.estimate, .share).joined
        let time = isOneDay ? lowest.interval.start : "day \(lowest.interval.day) \(lowest.interval.start)"
        let agents = lowest.interval.agents.map { agents in
            let number = Wording.agents(agents)
            return " with \(number) \(number == "1" ? "agent" : "agents")"
        }
        return "worst: \(time), \(figure)\(agents ?? "")"
    }

    static func value(_ name: String, _ interval: IntervalResults) -> Double? {
        interval.measures.first { $0.measure.name == name }?.estimate.value
    }

    /// `07:00`; midnight is `24:00`, an hour later `01:00`.
    static func clock(_ seconds: Double) -> String {
        var minutes = Int((seconds / 60).rounded())
        while minutes > 1440 { minutes -= 1440 }
        return String(minutes / 60).zeroPadded + ":" + String(minutes % 60).zeroPadded
    }
}

extension String {
    fileprivate var zeroPadded: String { count < 2 ? "0" + self : self }
}
