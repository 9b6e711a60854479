import Randomness

extension Reading {
    /// A class with where it stands, for faults that come to light later.
    struct ReadClass {
        var customers: CustomerClass
        var place: Place
        var node: Written
    }

    /// All classes in the order of the file; one that has faults is filled up, so that others can still name it.
    func classes(_ root: Written, _ hours: Hours?) -> [ReadClass] {
        guard let pairs = root["customers"]?.map else { return [] }
        if pairs.count > Keys.mostClasses, let at = root["customers"] {
            error(at.place, "expected at most \(Keys.mostClasses) classes of customers, found \(pairs.count)")
            return []
        }
        let classes = pairs.map { ReadClass(customers: customerClass($0, hours), place: $0.place, node: $0.value) }
        checkShared(classes)
        return classes
    }

    private func customerClass(_ pair: Written.Pair, _ hours: Hours?) -> CustomerClass {
        let node = pair.value
        let steady = if case .steady = hours { true } else { false }
        func timed(_ key: String) -> [TimedDistribution] {
            node[key].map { timedDistributions($0, steady: steady, ends: true) } ?? []
        }
        let neverLeaves = node["patience"]?.word == "none"
        let patience = node["patience"]?.without([Keys.afterQuote.name])
        var customers = CustomerClass(
            name: pair.name,
            stream: node["draws_as"]?.word,
            arrivals: node["arrivals"].flatMap { arrivals($0, hours) } ?? Arrivals(.constant(perSecond: 0)),
            handleTime: timed("handle_time"),
            afterCall: timed("after_call"),
            patience: neverLeaves ? [] : patience.map { timedDistributions($0, steady: steady, ends: false) } ?? [],
            balking: balking(node),
            waitingPlaces: node["waiting_places"]?.whole(),
            loyal: node["loyal"]?.number(.boolean) == 1,
            value: node["value"]?.number(.number(.zeroOrMore)) ?? 1)
        customers.balkingByQuote = quoteSteps(node["balks"]?.list ?? [])
        customers.patienceAfterQuote = node["patience"]?[Keys.afterQuote.name]?.number(.number(.zeroOrMore)) ?? 1
        addWays(node, hours, to: &customers)
        return customers
    }

    private func balking(_ node: Written) -> [BalkingStep] {
        guard let at = node["balks"] else { return [] }
        if let share = at.number(.share) { return share == 0 ? [] : [BalkingStep(share: share)] }
        var steps: [BalkingStep] = []
        for entry in at.list ?? [] {
            guard let from = entry["waiting_at_least"], let waiting = from.whole(),
                let share = entry["share"]?.number(.share)
            else { continue }
            if let last = steps.last, waiting <= last.waitingAtLeast {
                expected("more waiting than \(last.waitingAtLeast) in the step before", at: from)
            }
            steps.append(BalkingStep(waitingAtLeast: waiting, share: share))
        }
        return steps
    }

    /// Classes that share the factor of the day must agree on it.
    private func checkShared(_ classes: [ReadClass]) {
        var first: [String: ReadClass] = [:]
        for one in classes {
            guard let dayToDay = one.customers.arrivals.dayToDay, let name = dayToDay.sharedAs else { continue }
            if let other = first[name] {
                if other.customers.arrivals.dayToDay != dayToDay {
                    error(
                        one.node["arrivals"]?["day_to_day"]?.place ?? one.place,
                        "expected the same day_to_day as class \(quote(other.customers.name)), with which it is shared")
                }
            } else {
                first[name] = one
            }
        }
    }
}
