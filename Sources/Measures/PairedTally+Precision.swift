/// How sure the differences of several plans are, against what was wanted.
extension PairedTally {
    /// How precise each plan's difference to the baseline is by now, in the number of a goal: one for each plan but the
    /// first, in their order. What is wanted as a share of a value is a share of the baseline's own.
    ///
    /// - Precondition: `refusal(of:)` has nothing against the goal.
    public func outcomes(of goal: PrecisionGoal) -> [PrecisionOutcome] {
        guard let row = row(of: goal) else { preconditionFailure("a goal that no difference is made of") }
        let baseline: Double? = if case .relative = goal.wanted { estimate(row, plan: 0)?.value } else { nil }
        return tallies.indices.dropFirst().map { plan in
            PrecisionOutcome(
                measure: rows[row].measure, within: rows[row].within, scope: name(of: rows[row].place),
                wanted: goal.wanted, estimate: comparedDifference(row, plan: plan)?.estimate ?? .noData,
                difference: PrecisionOutcome.Difference(
                    plan: plan, baseline: baseline, seldomDiffering: seldomDiffering(row, plan: plan)))
        }
    }

    /// Why the differences in a goal's number cannot become precise, as a sentence with its mend; nil when they can.
    ///
    /// - Parameter names: of the plans, in their order.
    public func refusal(of goal: PrecisionGoal, names: [String]) -> String? {
        let (measure, within, place) = subject(of: goal)
        if case .target(let index) = goal.subject, tallies[0].plan.targets[index].over != .run {
            return "a half-width alone is for the first target, which goes by single days or intervals; name a measure "
                + "of the whole: \(measure.name)=…"
        }
        guard let row = row(of: goal) else {
            if let within, let compared = rows.first(where: { $0.measure == measure && $0.place == place })?.within {
                return "a comparison counts \(measure.name) within \(Self.seconds(compared)) only; leave out "
                    + "\"within \(Self.seconds(within))\", or put it first in report_within"
            }
            return "\(measure.name) is not compared; choose another measure"
        }
        let missing = tallies.indices.first { plan in
            rows[row].positions[plan] == nil || incomparable[plan].contains(measure.name)
        }
        guard let missing else { return nil }
        return
            "\(measure.name) of \(names[missing]) is not comparable with that of \(names[0]); choose another measure, "
            + "or leave out --precision and read the remarks"
    }

    private func subject(of goal: PrecisionGoal) -> (measure: Measure, within: Double?, place: Place) {
        switch goal.subject {
        case .measure(let measure, let within, let name):
            guard let name else { return (measure, within, .whole) }
            let isClass = tallies[0].plan.classes.contains { $0.name == name }
            return (measure, within, isClass ? .customerClass(name) : .group(name))
        case .target(let index):
            let target = tallies[0].plan.targets[index]
            let place: Place =
                switch target.scope {
                case .whole: .whole
                case .customerClass(let index): .customerClass(tallies[0].plan.classes[index].name)
                case .group(let index): .group(tallies[0].plan.groups[index].name)
                }
            return (target.measure, target.within, place)
        }
    }

    private func row(of goal: PrecisionGoal) -> Int? {
        let (measure, within, place) = subject(of: goal)
        return rows.firstIndex { row in
            row.measure == measure && row.place == place && (within == nil || within == row.within)
        }
    }

    private func name(of place: Place) -> String? {
        switch place {
        case .whole: nil
        case .customerClass(let name), .group(let name): name
        }
    }

    private static func seconds(_ seconds: Double) -> String { Measure.spanText(seconds) }
}
