import Measures

// What `--verbose` tells beside the summary.
extension TextReport {
    /// How contacts and promises ended, how the agents and the quotes fared, and what is owed.
    func endings() -> [String] {
        let ended = results.conservation.ends.filter { $0.count > 0 }
            .map { "\($0.name.replacing("_", with: " ")) \(Wording.plain($0.count))" }
        var lines = [
            "Arrivals in all: \(Wording.plain(results.conservation.arrivals)) = " + ended.joined(separator: " + ")
        ]
        if results.conservation.arrivals == 0 { lines = ["Nobody arrived."] }
        lines += states("Promises", results.conservation.promises)
        lines += states("Follow-ups", results.conservation.followUps)
        lines += states("Legs with an agent", results.conservation.legs)
        lines += states("Agents busy", results.conservation.busySeconds, unit: " s")
        lines += states("On hold (Little's law)", results.conservation.lineSeconds, unit: " s")
        if let timing = results.timing {
            let perSecond = timing.seconds > 0 ? timing.contacts / timing.seconds : 0
            lines.append(
                "\(Wording.plain(timing.contacts)) contacts in \(Wording.span(timing.seconds))"
                    + " (\(Scale.fixed(perSecond, 0)) a second, processor \(Wording.span(timing.cpuSeconds)),"
                    + " memory \(Scale.fixed(Double(timing.peakResidentBytes) / 1_048_576, 0)) MiB)")
        }
        return lines + staff() + calibration() + scorecard()
    }

    /// How the work is spread over named agents, group by group.
    private func staff() -> [String] {
        let columns = [
            ("agent_occupancy_min", "Least busy"), ("agent_occupancy_p10", "10 %"), ("agent_occupancy_p50", "Median"),
            ("agent_occupancy_p90", "90 %"), ("agent_occupancy_max", "Busiest"),
            ("occupancy_above_85", "Above 85 %"), ("occupancy_above_90", "90 %"), ("occupancy_above_95", "95 %"),
        ]
        func row(_ name: String, _ measures: [MeasuredValue]) -> [String]? {
            let found = columns.map { column in measures.first { $0.measure.name == column.0 }?.estimate }
            guard found.contains(where: { $0?.value != nil }) else { return nil }
            return [name]
                + found.map { wording.figure(Estimate(value: $0?.value), .share).value }
        }
        let rows =
            [row("all", results.measures)] + results.groups.map { row(palette.shown($0.name), $0.measures) }
        let shown = rows.compactMap { $0 }
        guard !shown.isEmpty else { return [] }
        let listed = results.groups.count > 1 ? shown : Array(shown.prefix(1))
        return ["", "Agents, how busy each is on average, and intervals in which one is busier:"]
            + Tables.aligned([["Group"] + columns.map(\.1)] + listed, rightFrom: 1)
    }

    /// What was announced, and what came true of it.
    private func calibration() -> [String] {
        guard let bins = results.calibration?.whole, !bins.isEmpty else { return [] }
        let rows = bins.map { bin in
            [
                bin.quoteAtMost.map { Measure.spanText($0) } ?? "longer", Wording.plain(bin.announcements),
                wording.figure(bin.quoteMean, .seconds).value, wording.figure(bin.waitMean, .seconds).joined,
                wording.figure(bin.understated, .share).joined,
            ]
        }
        let approximate = results.quotesAreApproximate ? " (approximate)" : ""
        return ["", "What was announced, and what came true\(approximate):"]
            + Tables.aligned(
                [["Told up to", "Times", "Told on average", "Waited on average", "Waited longer"]] + rows, rightFrom: 1)
    }

    /// Commitments made, and the states that they came to; nothing where there are none.
    private func states(
        _ heading: String, _ found: [(name: String, count: Double)], unit: String = ""
    ) -> [String] {
        guard let made = found.first, made.count > 0 else { return [] }
        func number(_ count: Double) -> String { Wording.plain(unit.isEmpty ? count : count.rounded()) + unit }
        let fates = found.dropFirst().filter { $0.count > 0 }
            .map { "\($0.name.replacing("_", with: " ")) \(number($0.count))" }
        return ["\(heading) in all: \(number(made.count)) = " + fates.joined(separator: " + ")]
    }

    private func scorecard() -> [String] {
        guard !results.scorecard.isEmpty else { return [] }
        let rows = results.scorecard.map { entry -> [String] in
            let scope = entry.scope.map { "\(palette.shown($0)): " } ?? ""
            let title = title(entry.measure, entry.within)
            let verdict = entry.verdict.map { $0 == .undecided ? "too close to call" : $0.rawValue } ?? ""
            return [
                entry.principle.title, scope.isEmpty ? title : scope + lowered(title),
                wording.figure(entry.estimate, entry.measure.unit).joined, verdict.replacing("_", with: " "),
            ]
        }
        return ["", "What is owed:"] + Tables.aligned(rows, rightFrom: 4)
    }
}
