import Measures

/// What a sweep has come to: for people a table of its points and which axis moves what, for programs all of it.
public struct SweepReport {
    let summary: SweepSummary
    let palette: Palette
    /// Measures to show, the most important first.
    let shown: [String]
    /// Points that text lists.
    let mostListed: Int

    public init(_ summary: SweepSummary, palette: Palette, shown: [String], verbose: Bool) {
        self.summary = summary
        self.palette = palette
        self.shown = shown
        mostListed = verbose ? .max : 15
    }

    // MARK: Text

    public func text() -> String {
        var lines = [palette.bold(verdict), ""]
        lines += points()
        let moves = sensitivity()
        if !moves.isEmpty { lines += [""] + moves }
        lines += ["", next]
        return lines.joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        let (done, wanted) = (summary.done.count, summary.wanted)
        let name = palette.shown(summary.scenarioName)
        if done < wanted {
            return
                "\(name): \(Wording.grouped(done)) of \(Wording.grouped(wanted)) points are done, the rest is still to "
                + "do."
        }
        if wanted < summary.points {
            return "\(name): all \(Wording.grouped(wanted)) points of this shard are done, of "
                + "\(Wording.grouped(summary.points)) in all."
        }
        guard let name = shown.first, let best = ranked.first, let found = best[name], !summary.axes.isEmpty else {
            return "All \(Wording.grouped(done)) points are done."
        }
        let title = found.measure.title(within: found.within)
        let extreme = found.measure.better == .lower ? "lowest" : "highest"
        let place = zip(summary.axes, best.values).map { "\($0) = \($1)" }.joined(separator: ", ")
        return "\(title) is \(extreme) at \(palette.shown(place)): "
            + "\(Wording(palette: palette).figure(found.estimate, found.measure.unit).joined)."
    }

    /// Points by the first measure, the best first; those without data last.
    private var ranked: [SweepSummary.Point] {
        guard let name = shown.first, let measure = Measure.named(name) else { return summary.done }
        let sign = measure.better == .lower ? 1.0 : -1.0
        return summary.done.map { ($0, ($0[name]?.estimate.value).map { sign * $0 } ?? .infinity) }
            .sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }.map(\.0)
    }

    private func points() -> [String] {
        let isCut = summary.done.count > mostListed
        let listed = isCut ? Array(ranked.prefix(mostListed)) : summary.done
        let titles = shown.map { name in
            listed.lazy.compactMap { $0[name] }.first.map { $0.measure.title(within: $0.within) } ?? name
        }
        let rows = listed.map { point in
            ["\(point.number)"] + point.values.map(palette.shown)
                + shown.map { name in
                    point[name].map { Wording(palette: palette).figure($0.estimate, $0.measure.unit).joined } ?? "–"
                }
        }
        guard !rows.isEmpty else { return ["  No point is done yet."] }
        var lines = Tables.aligned([["point"] + summary.axes.map(palette.shown) + titles] + rows, rightFrom: 1)
        lines[0] = palette.dim(lines[0])
        if isCut {
            lines.append("  … the best \(mostListed) of \(Wording.grouped(summary.done.count)) by the first measure")
        }
        return lines
    }

    private func sensitivity() -> [String] {
        guard summary.axes.count > 1 else { return [] }
        let rows = shown.compactMap { name -> [String]? in
            guard let found = summary.sensitivities.first(where: { $0.measure.name == name }) else { return nil }
            let within = summary.done.first?[name]?.within
            return [found.measure.title(within: within)]
                + summary.axes.indices.map { axis in
                    "\(percent(found.indices.firstOrder[axis])) (\(percent(found.indices.total[axis])))"
                }
        }
        guard !rows.isEmpty else { return [] }
        var lines = Tables.aligned(
            [["What moves it: alone (in all)"] + summary.axes.map(palette.shown)] + rows, rightFrom: 1)
        lines[0] = palette.dim(lines[0])
        return lines
    }

    private func percent(_ share: Double) -> String { "\(Int((100 * max(0, share)).rounded())) %" }

    private var next: String {
        if summary.done.count < summary.wanted {
            return "Kept in \(summary.store). The same command goes on from there."
        }
        if summary.wanted < summary.points {
            return "Kept in \(summary.store). With all shards done: holdfast sweep --merge \(mergeable)"
        }
        return "Kept in \(summary.store). The tables: holdfast export \(summary.store)"
    }

    /// `bank.shard-*-of-40.sqlite` of one of them.
    private var mergeable: String {
        guard let shard = summary.store.firstRange(of: ".shard-"),
            let of = summary.store[shard.upperBound...].firstRange(of: "-of-")
        else { return "its store and the others" }
        return String(summary.store[..<shard.upperBound]) + "*" + String(summary.store[of.lowerBound...])
    }

    // MARK: JSON and CSV

    public func json(version: String) -> String {
        let points = summary.done.map { point in
            JSONValue.object([
                ("point", .whole(point.number)),
                ("values", .object(zip(summary.axes, point.values).map { ($0, .string($1)) })),
                ("measures", .object(point.measures.map { ($0.measure.name, measured($0)) })),
            ])
        }
        let sensitivities = summary.sensitivities.map { found in
            (
                found.measure.name,
                JSONValue.object(
                    summary.axes.indices.map { axis in
                        (
                            summary.axes[axis],
                            .object([
                                ("first_order", .number(found.indices.firstOrder[axis])),
                                ("total", .number(found.indices.total[axis])),
                            ])
                        )
                    })
            )
        }
        let pairs: [(String, JSONValue)] = [
            ("holdfast", .string(version)), ("format", .whole(1)), ("kind", .string("sweep")),
            ("scenario", .string(summary.scenarioName)), ("store", .string(summary.store)),
            ("seed", .whole(summary.seed)), ("confidence", .number(summary.confidence)),
            ("partial", .bool(summary.done.count < summary.wanted)), ("points", .whole(summary.points)),
            ("axes", .array(summary.axes.map { .string($0) })), ("results", .array(points)),
            ("sensitivity", .object(sensitivities)),
        ]
        return JSONValue.object(pairs).text() + "\n"
    }

    private func measured(_ found: MeasuredValue) -> JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("value", .number(found.estimate.value)), ("low", .number(found.estimate.low)),
            ("high", .number(found.estimate.high)), ("unit", .string(found.measure.unit.rawValue)),
        ]
        if let within = found.within { pairs.append(("within_s", .number(within))) }
        return .object(pairs)
    }
}
