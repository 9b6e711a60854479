import Foundation
import Randomness
import Scenarios

extension ExactCase {
    /// The case as a planner would describe it, in seconds.
    func scenario() throws -> Scenario {
        let names = groups.map(\.name)
        var scenario = Scenario(
            name: id, hours: scenarioHours, classes: try classes.map { try customerClass($0) },
            groups: try groups.enumerated().map { position, group in
                var agents = AgentGroup(
                    name: names[position], skills: try skills(of: group, at: position),
                    staffing: try staffing(group), shrinkage: group.shrinkage ?? 0)
                agents.background = try group.background.map {
                    BackgroundWork(
                        takes: try $0.takes.distribution(unitSeconds: unit.seconds),
                        whileIdleAtLeast: $0.whileIdleAtLeast)
                }
                return agents
            },
            lines: lines, reportWithin: thresholds.map { $0 * unit.seconds })
        if let waiting {
            guard waiting == "group_preference" else { throw UnknownWord(word: waiting) }
            scenario.waiting = .groupPreference
        }
        return scenario
    }

    private func skills(of group: Group, at position: Int) throws -> [Skill] {
        let served = group.takes ?? classes.indices.filter { classes[$0].groups?.contains(position) ?? true }
        return try served.map {
            Skill(
                customerClass: $0,
                handleTime: try group.talk?[classes[$0].name]?.distribution(unitSeconds: unit.seconds))
        }
    }

    /// Every threshold that some expected measure names, in the case's unit, in rising order.
    var thresholds: [Double] {
        var names = Array((expected ?? [:]).keys)
        for measures in (expectedClasses ?? [:]).values { names += measures.keys }
        for measures in (expectedGroups ?? [:]).values { names += measures.keys }
        for span in expectedSpans ?? [] {
            names += span.measures.keys
            for measures in span.classes.values { names += measures.keys }
        }
        return Set(names.compactMap { $0.split(separator: "@").dropFirst().first.flatMap { Double($0) } }).sorted()
    }

    private var scenarioHours: Scenarios.Hours {
        if let steady = hours.steady {
            return .steady(
                SteadyHorizon(
                    length: .seconds((steady.warmUp + steady.length) * unit.seconds),
                    warmUp: .seconds(steady.warmUp * unit.seconds)))
        }
        let day = hours.day!
        let closes = day.length * unit.seconds
        return .calendar(
            OpeningCalendar(
                intervalSeconds: day.interval * unit.seconds,
                kinds: [DayKind(name: "every day", opens: 0, closes: closes)],
                openings: (0..<(day.days ?? 1)).map {
                    let midnight = 86_400 * Double($0)
                    return Opening(
                        day: $0 + 1, weekday: $0 % 7, kind: 0, opens: midnight, closes: midnight + closes)
                },
                atClose: day.closing == nil ? .serveWaiting : AtClose(rawValue: day.closing!)!))
    }

    private func customerClass(_ caller: CallerClass) throws -> CustomerClass {
        func timed(_ law: Law?, _ byTime: [Timed]?) throws -> [TimedDistribution] {
            if let law { return [TimedDistribution(try law.distribution(unitSeconds: unit.seconds))] }
            return try (byTime ?? []).map {
                TimedDistribution(
                    from: $0.from * unit.seconds, try $0.law.distribution(unitSeconds: unit.seconds))
            }
        }
        var customers = CustomerClass(
            name: caller.name, arrivals: try arrivals(caller.arrivals),
            handleTime: try timed(caller.talk, caller.talkByTime), afterCall: try timed(caller.afterCall, nil),
            patience: try timed(caller.patience, caller.patienceByTime),
            balking: caller.balks.map { [BalkingStep(share: $0)] } ?? [], waitingPlaces: caller.waitingPlaces,
            idleAgent: caller.groups.map { .preference($0) } ?? .longestIdle, priority: caller.rank ?? 0)
        try customers.addPolicies(of: caller, unitSeconds: unit.seconds)
        return customers
    }

    private func arrivals(_ arrivals: Arrivals) throws -> Scenarios.Arrivals {
        let process: ArrivalProcess
        if let rate = arrivals.rate {
            process = .constant(perSecond: rate / unit.seconds)
        } else if let rates = arrivals.rates {
            process = .perInterval([rates.map { $0 * hours.day!.interval }])
        } else if let sine = arrivals.sine {
            process = .linear([
                (0...sine.pieces).map {
                    let part = Double($0) / Double(sine.pieces)
                    return RatePoint(
                        at: part * sine.period * unit.seconds,
                        perSecond: (sine.mean + sine.amplitude * sin(2 * .pi * part)) / unit.seconds)
                }
            ])
        } else if let renewal = arrivals.renewal {
            process = .renewal(try renewal.distribution(unitSeconds: unit.seconds))
        } else if let states = arrivals.markovModulated {
            process = .markovModulated(
                states.enumerated().map { place, state in
                    RateState(
                        perSecond: state.rate / unit.seconds, lastsSeconds: state.lasts * unit.seconds,
                        next: states.indices.map { $0 == (place + 1) % states.count ? 1 : 0 })
                })
        } else {
            let finite = arrivals.finite!
            process = .finitePopulation(
                customers: finite.customers, thinks: try finite.thinks.distribution(unitSeconds: unit.seconds))
        }
        return Scenarios.Arrivals(
            process, dayToDay: arrivals.dayToDayCV.map { DayToDay(cv: [$0], sharedAs: arrivals.sharedAs) })
    }

    private func staffing(_ group: Group) throws -> Staffing {
        if let shifts = group.shifts {
            return .shifts(
                shifts.map {
                    Shift(agents: Int($0[0]), from: $0[1] * unit.seconds, to: $0[2] * unit.seconds)
                })
        }
        let means: HeadcountMeaning = group.shrinkage == nil ? .present : .rostered
        switch group.staff! {
        case .number(let number):
            let intervals = hours.day.map { Int(($0.length / $0.interval).rounded(.up)) } ?? 1
            return .headcount([[Double](repeating: Double(number), count: intervals)], means: means)
        case .byInterval(let numbers): return .headcount([numbers.map(Double.init)], means: means)
        case .unlimited: return .unlimited
        }
    }
}
