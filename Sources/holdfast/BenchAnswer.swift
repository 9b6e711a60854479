import Experiments
import Foundation
import Reports

/// What `bench` has to say, in its three forms.
struct BenchAnswer {
    let measured: BenchMeasured
    let comparison: BenchComparison?

    init(_ measured: BenchMeasured, against comparison: BenchComparison?) {
        self.measured = measured
        self.comparison = comparison
    }

    // MARK: For people

    /// `verbose` shows the checksums whole.
    func text(_ style: Style, verbose: Bool = false) -> String {
        var out: [String] = []
        if let comparison { out += [style.bold(verdict(comparison)), ""] }
        let passes = measured.size.passes == 1 ? "one pass" : "least of \(measured.size.passes) passes"
        out.append(
            style.dim(
                "Holdfast \(Holdfast.version) · \(measured.machine.words) · --size \(measured.size.name), \(passes)"))
        out += [""] + table(style, verbose)
        out.append("")
        if !measured.scaling.isEmpty { out.append("  Threads   " + scaling) }
        out.append("  Memory    \(Quantity.fixed(Double(measured.peakResidentBytes) / 1e6, 0)) MB at most")
        if !measured.sameResults {
            out += [
                "", style.bad("Passes of one workload gave different results: a fault of Holdfast; please report it."),
            ]
        }
        let spread = measured.workloads.map(\.spread).max() ?? 0
        if spread > 0.1 {
            out += [
                "",
                "Passes differed by up to \(Quantity.share(spread)): the machine has other work; repeat on a quiet one.",
            ]
        }
        return out.joined(separator: "\n") + "\n"
    }

    private func verdict(_ comparison: BenchComparison) -> String {
        let bound = Quantity.bound("\(Quantity.plain(comparison.threshold * 100))%")
        var verdict =
            comparison.slower == 0
            ? "Nothing got slower by more than \(bound) since \(comparison.file)."
            : "\(comparison.slower) of \(comparison.changes.count) got slower by more than \(bound) since "
                + "\(comparison.file)."
        if comparison.withOtherResults > 0 {
            verdict += " \(comparison.withOtherResults) of \(comparison.changes.count) give other results than then."
        }
        return verdict
    }

    private func table(_ style: Style, _ verbose: Bool) -> [String] {
        var heading = ["", "a contact", "contacts/s", "events/s", "results"]
        if comparison != nil { heading += ["before", "change", ""] }
        var rows = [heading]
        for (place, workload) in measured.workloads.enumerated() {
            var row = [
                workload.title, nanoseconds(workload.nanosecondsPerContact), millions(workload.contactsPerSecond),
                millions(workload.eventsPerSecond), String(workload.checksum.prefix(verbose ? 16 : 8)),
            ]
            if let change = comparison?.changes[place] {
                row.append(change.before.map { nanoseconds($0.nanosecondsPerContact) } ?? Quantity.none)
                row.append(change.change.map(signed) ?? Quantity.none)
                row.append(words(change))
            }
            rows.append(row)
        }
        let widths = heading.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 || column == 7 ? cell + space : space + cell
            }
            var line = "  " + cells.joined(separator: "   ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return [style.dim(lines[0])]
            + zip(lines.dropFirst(), measured.workloads.indices).map { line, place in
                guard let change = comparison?.changes[place] else { return line }
                if change.verdict == .slower || change.hasOtherResults { return style.bad(line) }
                return change.verdict == .faster ? style.good(line) : line
            }
    }

    private func words(_ change: BenchComparison.Change) -> String {
        let speed =
            switch change.verdict {
            case .slower: "slower"
            case .faster: "faster"
            case .same: "as before"
            case .new: "not timed before"
            }
        return change.hasOtherResults ? speed + ", other results" : speed
    }

    /// `1: 9.9 M contacts/s · 2: 18.7 M, 1.9 times`.
    private var scaling: String {
        let one = measured.scaling[0].contactsPerSecond
        return measured.scaling.enumerated().map { place, scaled in
            let speed = "\(scaled.threads): \(millions(scaled.contactsPerSecond))"
            return place == 0
                ? speed + " contacts/s" : speed + ", \(Quantity.fixed(scaled.contactsPerSecond / one, 1)) times"
        }.joined(separator: " · ")
    }

    private func nanoseconds(_ value: Double) -> String { Quantity.fixed(value, 1) + " ns" }
    private func millions(_ value: Double) -> String { Quantity.fixed(value / 1e6, 1) + " M" }
    private func signed(_ change: Double) -> String {
        (change < 0 ? "−" : "+") + Quantity.fixed(abs(change) * 100, 1) + " %"
    }

    // MARK: For programs

    /// One object. Its shape is fixed: trackers read it, and `--against` does.
    func json() -> String {
        let machine = measured.machine
        var out = "{\n"
        out += "  \"holdfast\": \"\(Holdfast.version)\", \"format\": 1, \"kind\": \"bench\",\n"
        out += "  \"size\": \"\(measured.size.name)\", \"passes\": \(measured.size.passes),\n"
        out += "  \"machine\": {\"processor\": \(JSONReport.string(machine.processor)), \"cores\": \(machine.cores), "
        out += "\"system\": \(JSONReport.string(machine.system))},\n"
        out += "  \"workloads\": [\n" + measured.workloads.map(object).joined(separator: ",\n") + "\n  ],\n"
        let scaling = measured.scaling.map {
            "{\"threads\": \($0.threads), \"contacts_per_second\": \(rounded($0.contactsPerSecond, 0))}"
        }
        out += "  \"scaling\": [" + scaling.joined(separator: ", ") + "],\n"
        out += "  \"peak_rss_bytes\": \(measured.peakResidentBytes), \"same_results\": \(measured.sameResults)"
        if let comparison { out += ",\n  \"against\": " + object(comparison) }
        return out + "\n}\n"
    }

    private func object(_ workload: BenchedWorkload) -> String {
        "    {\"name\": \"\(workload.name)\", \"contacts\": \(rounded(workload.contacts, 0)), "
            + "\"events\": \(rounded(workload.events, 0)), "
            + "\"ns_per_contact\": \(rounded(workload.nanosecondsPerContact, 3)), "
            + "\"contacts_per_second\": \(rounded(workload.contactsPerSecond, 0)), "
            + "\"events_per_second\": \(rounded(workload.eventsPerSecond, 0)), "
            + "\"spread\": \(rounded(workload.spread, 3)), \"checksum\": \"\(workload.checksum)\"}"
    }

    private func object(_ comparison: BenchComparison) -> String {
        let rows = zip(measured.workloads, comparison.changes).map { workload, change in
            "      {\"name\": \"\(workload.name)\", "
                + "\"before_ns_per_contact\": \(change.before.map { rounded($0.nanosecondsPerContact, 3) } ?? "null"), "
                + "\"change\": \(change.change.map { rounded($0, 4) } ?? "null"), "
                + "\"verdict\": \"\(change.verdict.rawValue)\", \"other_results\": \(change.hasOtherResults)}"
        }
        return "{\"file\": \(JSONReport.string(comparison.file)), "
            + "\"threshold\": \(JSONReport.number(comparison.threshold)), \"worse\": \(comparison.isWorse),\n"
            + "    \"workloads\": [\n" + rows.joined(separator: ",\n") + "\n    ]}"
    }

    private func rounded(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return JSONReport.number((value * scale).rounded() / scale)
    }

    /// A tidy table: a number a row. What does not belong to a workload, or to a number of threads, leaves that empty.
    func csv() -> String {
        var rows = ["measure,workload,threads,value,unit"]
        for (place, workload) in measured.workloads.enumerated() {
            func row(_ measure: String, _ value: String, _ unit: String) {
                rows.append("\(measure),\(workload.name),1,\(value),\(unit)")
            }
            row("contacts", rounded(workload.contacts, 0), "contacts")
            row("events", rounded(workload.events, 0), "events")
            row("ns_per_contact", rounded(workload.nanosecondsPerContact, 3), "ns")
            row("contacts_per_second", rounded(workload.contactsPerSecond, 0), "contacts/s")
            row("events_per_second", rounded(workload.eventsPerSecond, 0), "events/s")
            row("spread", rounded(workload.spread, 3), "share")
            row("checksum", workload.checksum, "hexadecimal")
            guard let change = comparison?.changes[place] else { continue }
            row("before_ns_per_contact", change.before.map { rounded($0.nanosecondsPerContact, 3) } ?? "", "ns")
            row("change", change.change.map { rounded($0, 4) } ?? "", "share")
            row("verdict", change.verdict.rawValue, "word")
            row("other_results", "\(change.hasOtherResults)", "word")
        }
        for scaled in measured.scaling {
            rows.append(
                "contacts_per_second,\(StandardWorkload.nameForThreads),\(scaled.threads),"
                    + "\(rounded(scaled.contactsPerSecond, 0)),contacts/s by the clock")
        }
        rows.append("peak_rss_bytes,,,\(measured.peakResidentBytes),bytes")
        return rows.joined(separator: "\n") + "\n"
    }
}

/// What `bench --sweep` has to say, in its three forms.
struct BenchSweepAnswer {
    let measured: BenchedSweep

    func text(_ style: Style) -> String {
        let passes = measured.passes.count == 1 ? "one pass" : "least of \(measured.passes.count) passes, in turns"
        func row(_ name: String, _ seconds: Double) -> String {
            let contact = Quantity.fixed(seconds / measured.contacts * 1e9, 1) + " ns"
            let point = Quantity.fixed(seconds / Double(measured.points) * 1e3, 2) + " ms"
            return "  " + name.padding(toLength: 18, withPad: " ", startingAt: 0) + right(contact, 12)
                + right(point, 12)
        }
        func percent(_ share: Double) -> String { Quantity.fixed(share * 100, 1) + " %" }
        func range(_ shares: [Double]) -> String { "\(percent(shares.min() ?? 0)) to \(percent(shares.max() ?? 0))" }
        var lines = [
            style.bold(
                "The sweep keeps \(percent(measured.shareOfSummed)) of the speed at which its days are simulated and "
                    + "summed up,"),
            "and \(percent(measured.share)) of that at which they are simulated and dropped.", "",
            style.dim("Holdfast \(Holdfast.version) · \(measured.machine.words) · one thread, \(passes)"), "",
            "                       a contact     a point", row("simulated", measured.engineSeconds),
            row("… and summed up", measured.summedSeconds), row("whole sweep", measured.sweepSeconds), "",
            "  \(measured.scenarioName): \(measured.points) points, "
                + "\(Quantity.fixed(measured.contacts / 1e6, 1)) M contacts",
        ]
        if measured.passes.count > 1 {
            lines.append(
                "  Pass by pass: \(range(measured.sharesOfSummed)) of simulated and summed up, "
                    + "\(range(measured.shares)) of simulated")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }

    func json() -> String {
        func list(_ values: [Double]) -> String { values.map(JSONReport.number).joined(separator: ", ") }
        return """
            {
              "holdfast": "\(Holdfast.version)", "format": 1, "kind": "bench_sweep",
              "points": \(measured.points), "contacts": \(JSONReport.number(measured.contacts)),
              "engine_cpu_seconds": [\(list(measured.passes.map(\.engine)))],
              "summed_cpu_seconds": [\(list(measured.passes.map(\.summed)))],
              "sweep_cpu_seconds": [\(list(measured.passes.map(\.sweep)))],
              "share": \(JSONReport.number(measured.share)),
              "share_of_summed": \(JSONReport.number(measured.shareOfSummed))
            }

            """
    }

    func csv() -> String {
        var rows = ["measure,pass,value,unit"]
        for (pass, seconds) in measured.passes.enumerated() {
            rows.append("engine_cpu_seconds,\(pass + 1),\(JSONReport.number(seconds.engine)),s")
            rows.append("summed_cpu_seconds,\(pass + 1),\(JSONReport.number(seconds.summed)),s")
            rows.append("sweep_cpu_seconds,\(pass + 1),\(JSONReport.number(seconds.sweep)),s")
        }
        rows.append("share,,\(JSONReport.number(measured.share)),share")
        rows.append("share_of_summed,,\(JSONReport.number(measured.shareOfSummed)),share")
        return rows.joined(separator: "\n") + "\n"
    }
}
