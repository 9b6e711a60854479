/// The parameters that were written for a distribution, checked against the forms of its family.
struct Given {
    private let values: [String: ParameterValue]

    /// Accepts values whose names are exactly those of one form, each of its kind.
    init(_ values: [String: ParameterValue], forms: [[Parameter]]) throws(DistributionError) {
        let ways = forms.map { form in words(form.map(\.name), joinedBy: "and") }
        let known = Set(forms.flatMap { $0.map(\.name) })
        if let stranger = values.keys.filter({ !known.contains($0) }).min() {
            throw DistributionError(parameter: stranger, expected: words(ways, joinedBy: "or"))
        }
        guard let form = forms.first(where: { Set($0.map(\.name)) == Set(values.keys) }) else {
            throw DistributionError(parameter: "", expected: words(ways, joinedBy: "or"))
        }
        for parameter in form {
            guard let value = values[parameter.name], parameter.kind.admits(value) else {
                throw DistributionError(parameter: parameter.name, expected: parameter.kind.expectation)
            }
        }
        self.values = values
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// The number given for a parameter of the form that was matched.
    func number(_ name: String) -> Double {
        guard case .number(let number) = values[name] else { preconditionFailure("no number \(name)") }
        return number
    }

    /// The same, refused outside a range: `expected` says which.
    func number(
        _ name: String, in range: ClosedRange<Double>, expected: String
    ) throws(DistributionError) -> Double {
        let number = number(name)
        guard range.contains(number) else { throw DistributionError(parameter: name, expected: expected) }
        return number
    }

    func list(_ name: String) -> [Double] {
        guard case .list(let list) = values[name] else { preconditionFailure("no list \(name)") }
        return list
    }

    func distribution(_ name: String) -> Distribution {
        guard case .distribution(let distribution) = values[name] else { preconditionFailure("no \(name)") }
        return distribution
    }

    func weighted(_ name: String) -> [WeightedDistribution] {
        guard case .weighted(let parts) = values[name] else { preconditionFailure("no parts \(name)") }
        return parts
    }
}

/// How far the shares of a whole may be from 1 in sum, so that thirds may be written with nine digits.
let sharesTolerance = 1e-9

private func words(_ items: [String], joinedBy conjunction: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let separator = conjunction == "or" ? ", or " : " and "
    return items.dropLast().joined(separator: ", ") + separator + last
}

extension ParameterKind {
    /// What is expected of a value of this kind, in words that follow "expected …".
    var expectation: String {
        switch self {
        case .time: "a time of zero or more"
        case .positiveTime: "a time above zero"
        case .positiveNumber: "a number above zero"
        case .number: "a finite number"
        case .count: "a whole number from 1 to 1,000,000"
        case .times: "a list of times, each zero or more"
        case .shares: "a list of shares, each between 0 and 1"
        case .numbers: "a list of numbers, each zero or more"
        case .rates: "a list of rates, each zero or more"
        case .distribution: "a distribution"
        case .weightedDistributions: "a list of {share, of}, each share between 0 and 1"
        }
    }

    func admits(_ value: ParameterValue) -> Bool {
        switch (self, value) {
        case (.time, .number(let x)): x.isFinite && x >= 0
        case (.positiveTime, .number(let x)), (.positiveNumber, .number(let x)): x.isFinite && x > 0
        case (.number, .number(let x)): x.isFinite
        case (.count, .number(let x)): x.rounded() == x && (1...1_000_000).contains(x)
        case (.times, .list(let list)), (.numbers, .list(let list)), (.rates, .list(let list)):
            !list.isEmpty && list.allSatisfy { $0.isFinite && $0 >= 0 }
        case (.shares, .list(let list)): !list.isEmpty && list.allSatisfy((0...1).contains)
        case (.distribution, .distribution): true
        case (.weightedDistributions, .weighted(let parts)):
            !parts.isEmpty && parts.allSatisfy { (0...1).contains($0.share) }
        default: false
        }
    }
}

extension DistributionFamily {
    /// A family whose `build` sees only values that fit one of the forms.
    ///
    /// - Parameter momentsMayBeInfinite: whether an infinite mean or standard deviation is a property of the family;
    ///   elsewhere it is an overflow, and refused.
    init(
        _ name: String, forms: [[Parameter]], bare: Parameter? = nil, convention: String, source: String,
        momentsMayBeInfinite: Bool = false,
        build: @escaping @Sendable (Given) throws(DistributionError) -> Distribution
    ) {
        self.init(
            name: name, forms: forms, bare: bare, convention: convention, source: source,
            make: { values throws(DistributionError) in
                let distribution = try build(try Given(values, forms: forms))
                if !momentsMayBeInfinite, !(distribution.mean.isFinite && distribution.variance.isFinite) {
                    throw DistributionError(
                        parameter: "", expected: "parameters whose mean and standard deviation can be computed")
                }
                return distribution
            })
    }
}
