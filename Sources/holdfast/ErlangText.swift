import QueueTheory

extension ErlangAnswer {
    /// One short screen: the question in a line, a column a formula, and what the targets need.
    ///
    /// `verbose` adds the other forms of the service level, `quiet` leaves out the remarks below the table.
    func text(_ style: Style, verbose: Bool = false, quiet: Bool = false) -> String {
        let question =
            "\(Quantity.plain(arrivals)) calls per \(Quantity.one(per)), handled in \(Quantity.time(handleTime)): "
            + "\(Quantity.fixed(load, 1)) erlangs"
        var rows: [[String]] = [[""] + models.map { heading($0.model) }]
        rows.append(["Agents"] + models.map { $0.agents.map(String.init) ?? Quantity.none })
        rows.append(
            ["Service level (\(Quantity.time(within)), strict)"]
                + waits { Quantity.share($0.serviceLevel(within: within)) })
        if verbose {
            rows.append(
                ["  abandons in time count as good"] + waits { Quantity.share($0.serviceLevelGood(within: within)) })
            rows.append(["  of the answered only"] + waits { Quantity.share($0.serviceLevelAnswered(within: within)) })
            rows.append(
                ["  abandons in time left out"] + waits { Quantity.share($0.serviceLevelNeutral(within: within)) })
        }
        rows.append(["Average speed of answer"] + waits { Quantity.span($0.asa) })
        if verbose { rows.append(["Average wait of all"] + waits { Quantity.span($0.waitMean) }) }
        rows.append(["9 in 10 wait at most"] + waits { Quantity.span($0.waitQuantile(0.9)) })
        rows.append(["Have to wait"] + waits { Quantity.share($0.delayed) })
        rows.append(["Those wait on average"] + waits { Quantity.span($0.waitDelayedMean) })
        if patience != nil { rows.append(["Abandoned"] + waits { Quantity.share($0.abandonment) }) }
        rows.append(["Blocked"] + cells { Quantity.share($0.blocking) })
        rows.append(["Agents busy"] + cells { Quantity.share($0.occupancy) })
        rows.append(["Waiting on average"] + waits { Quantity.fixed($0.queueMean, 1) })

        var out = [style.bold(question), ""]
        out += aligned(rows).enumerated().map { $0.offset == 0 ? style.dim($0.element) : $0.element }
        let remarks = models.flatMap(remarks)
        if !quiet, !remarks.isEmpty { out += [""] + remarks }
        return out.joined(separator: "\n") + "\n"
    }

    private func heading(_ model: ErlangModelAnswer.Model) -> String {
        switch model {
        case .b: "B: no waiting"
        case .c: "C: endless patience"
        case .a: "A: patience \(Quantity.time(patience ?? 0))"
        }
    }

    private func cells(_ cell: (SteadyState) -> String) -> [String] {
        models.map { $0.state.map(cell) ?? Quantity.none }
    }

    /// Without a place to wait, everyone who is not blocked is answered at once: there is nothing to tell of waits.
    private func waits(_ cell: (SteadyState) -> String) -> [String] {
        models.map { $0.model == .b ? Quantity.none : $0.state.map(cell) ?? Quantity.none }
    }

    /// Names to the left, numbers to the right.
    private func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? "  " + cell + space : "   " + space + cell
            }.joined()
        }
    }

    /// What the targets need of one formula, and that one agent less is too few.
    private func remarks(_ answer: ErlangModelAnswer) -> [String] {
        var lines: [String] = []
        if let fewest = answer.stableFrom, let agents = answer.agents {
            lines.append(
                "\(answer.model.rawValue): the line grows without end with \(agents) \(word(agents)); "
                    + "it needs at least \(fewest).")
        }
        if let staffing = answer.staffing {
            let targets = answer.targets.map(\.words).joined(separator: " and ")
            let fewest = staffing.agents == 1 ? "1 agent is" : "\(staffing.agents) agents are"
            lines.append(
                "\(answer.model.rawValue): \(fewest) the fewest for \(targets)\(oneLess(answer, staffing)).")
        }
        return lines
    }

    private func oneLess(_ answer: ErlangModelAnswer, _ staffing: Staffing) -> String {
        guard staffing.agents > 1 else { return "" }
        guard let state = staffing.oneLess else { return "; with one less the line grows without end" }
        let reach =
            switch staffing.deciding {
            case .serviceLevel(let seconds, _):
                "\(Quantity.share(state.serviceLevel(within: seconds))) answered within \(Quantity.time(seconds))"
            case .asa: "an average speed of answer of \(Quantity.span(state.asa))"
            case .abandonment: "\(Quantity.share(state.abandonment)) abandoned"
            case .delayed: "\(Quantity.share(state.delayed)) who have to wait"
            case .occupancy: "agents busy \(Quantity.share(state.occupancy))"
            case .blocking: "\(Quantity.share(state.blocking)) blocked"
            }
        return "; \(staffing.agents - 1) give \(reach)"
    }

    private func word(_ agents: Int) -> String { agents == 1 ? "agent" : "agents" }
}
