import Randomness

extension ExactCase {
    /// A distribution as a scenario writes it, `{"lognormal": {"mean": 2, "cv": 1}}`, with numbers in the case's unit.
    struct Law: Decodable, Sendable {
        var family: String
        var parameters: [String: Parameter]
        /// Shares and their distributions, for a mixture.
        var parts: [(share: Double, law: Law)]

        enum Parameter: Decodable, Sendable {
            case number(Double)
            case list([Double])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Double.self) {
                    self = .number(number)
                } else {
                    self = .list(try container.decode([Double].self))
                }
            }
        }

        /// One `[share, distribution]` of a mixture.
        private struct Part: Decodable {
            var share: Double
            var law: Law

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                share = try container.decode(Double.self)
                law = try container.decode(Law.self)
            }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            guard let key = container.allKeys.first, container.allKeys.count == 1 else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a distribution has one name"))
            }
            family = key.stringValue
            parameters = [:]
            parts = []
            if family == "mixture" {
                parts = try container.decode([Part].self, forKey: key).map { ($0.share, $0.law) }
            } else {
                parameters = try container.decode([String: Parameter].self, forKey: key)
            }
        }

        /// The distribution in seconds. Which parameters are times is for the family to say.
        func distribution(unitSeconds: Double) throws -> Distribution {
            guard let found = Distribution.families.first(where: { $0.name == family }) else {
                throw UnknownWord(word: family)
            }
            if family == "mixture" {
                let weighted = try parts.map {
                    WeightedDistribution(
                        share: $0.share, distribution: try $0.law.distribution(unitSeconds: unitSeconds))
                }
                return try found.make([found.forms[0][0].name: .weighted(weighted)])
            }
            guard let form = found.forms.first(where: { Set($0.map(\.name)) == Set(parameters.keys) }) else {
                throw UnknownWord(word: "\(family) of \(parameters.keys.sorted())")
            }
            var values: [String: ParameterValue] = [:]
            for parameter in form {
                let unit =
                    switch parameter.kind {
                    case .time, .positiveTime, .times: unitSeconds
                    default: 1.0
                    }
                switch parameters[parameter.name]! {
                case .number(let number): values[parameter.name] = .number(number * unit)
                case .list(let list): values[parameter.name] = .list(list.map { $0 * unit })
                }
            }
            return try found.make(values)
        }
    }

    /// A distribution from a time of day on.
    struct Timed: Decodable, Sendable {
        var from: Double
        var law: Law

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            from = try container.decode(Double.self)
            law = try container.decode(Law.self)
        }
    }
}

/// A word in the file of cases that means nothing here.
struct UnknownWord: Error {
    var word: String
}
