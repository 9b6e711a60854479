import Foundation

/// A queue whose measures are known exactly, as it stands in `exact-cases.json`. Times are in the case's own unit.
struct ExactCase: Decodable, Sendable {
    var id: String
    var family: String
    var title: String
    /// Who found the formula, and when.
    var source: String
    var unit: Unit
    var hours: Hours
    /// Independent replications that make the standard errors small enough to mean something.
    var replications: Int
    var lines: Int?
    var classes: [CallerClass]
    var groups: [Group]
    /// `group_preference` where each group goes by its own list; otherwise by rank, and first come first served.
    var waiting: String?
    /// Measures of the whole: by name, with `@threshold` where there is one.
    var expected: [String: Expected]?
    var expectedClasses: [String: [String: Expected]]?
    var expectedGroups: [String: [String: Expected]]?
    var expectedSpans: [Span]?
    var expectedMoments: [Moment]?
    var expectedCovariances: [Covariance]?

    enum CodingKeys: String, CodingKey {
        case id, family, title, source, unit, hours, replications, lines, classes, groups, waiting, expected
        case expectedGroups = "expected_groups"
        case expectedClasses = "expected_classes"
        case expectedSpans = "expected_spans"
        case expectedMoments = "expected_moments"
        case expectedCovariances = "expected_covariances"
    }

    enum Unit: String, Decodable, Sendable {
        case s, min, h

        var seconds: Double {
            switch self {
            case .s: 1
            case .min: 60
            case .h: 3600
            }
        }
    }

    struct Hours: Decodable, Sendable {
        var steady: Steady?
        var day: Day?

        struct Steady: Decodable, Sendable {
            var warmUp: Double
            /// Without the warm-up.
            var length: Double
            /// The same of the runs whose every contact is looked at, where these are others: a mean is wanted to a
            /// hundredth, a variance to a twentieth.
            var logged: Double?

            enum CodingKeys: String, CodingKey {
                case length, logged
                case warmUp = "warm_up"
            }
        }

        struct Day: Decodable, Sendable {
            var length: Double
            var interval: Double
            var days: Int?
            var closing: String?

            enum CodingKeys: String, CodingKey {
                case length, interval, days
                case closing = "at_close"
            }
        }
    }

    struct CallerClass: Decodable, Sendable {
        var name: String
        var arrivals: Arrivals
        var talk: Law?
        var talkByTime: [Timed]?
        var afterCall: Law?
        var patience: Law?
        var patienceByTime: [Timed]?
        var waitingPlaces: Int?
        /// Share of those who must wait that leave at once.
        var balks: Double?
        var rank: Int?
        /// Groups that serve the class, in order of preference; all when not given.
        var groups: [Int]?
        var quotes: Quotes?
        var callbacks: Callbacks?
        var redials: Redials?
        var transfers: [Onward]?
        var menu: Menu?

        enum CodingKeys: String, CodingKey {
            case name, arrivals, talk, patience, balks, rank, groups, quotes, callbacks, redials, transfers, menu
            case talkByTime = "talk_by_time"
            case afterCall = "after_call"
            case patienceByTime = "patience_by_time"
            case waitingPlaces = "waiting_places"
        }
    }

    /// Exactly one way of arriving; rates are contacts per unit of time.
    struct Arrivals: Decodable, Sendable {
        var rate: Double?
        var rates: [Double]?
        var sine: Sine?
        var renewal: Law?
        var markovModulated: [State]?
        var finite: Finite?
        var dayToDayCV: Double?
        var sharedAs: String?

        enum CodingKeys: String, CodingKey {
            case rate, rates, sine, renewal, finite
            case markovModulated = "markov_modulated"
            case dayToDayCV = "day_to_day_cv"
            case sharedAs = "shared_as"
        }

        /// mean + amplitude · sin(2π t / period), drawn as straight lines between so many points a period.
        struct Sine: Decodable, Sendable {
            var mean: Double
            var amplitude: Double
            var period: Double
            var pieces: Int
        }

        /// The states follow one another in turn.
        struct State: Decodable, Sendable {
            var rate: Double
            var lasts: Double
        }

        struct Finite: Decodable, Sendable {
            var customers: Int
            var thinks: Law
        }
    }

    struct Group: Decodable, Sendable {
        var name: String
        var staff: Staff?
        /// Agents, from, to.
        var shifts: [[Double]]?
        /// Share of agents absent, drawn for each replication.
        var shrinkage: Double?
        /// Positions of the classes it serves, the most urgent first; all that name it when not given.
        var takes: [Int]?
        /// The group's own talk time by name of the class.
        var talk: [String: Law]?
        var background: Background?

        enum Staff: Decodable, Sendable {
            case number(Int)
            case byInterval([Int])
            case unlimited

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else if let numbers = try? container.decode([Int].self) {
                    self = .byInterval(numbers)
                } else {
                    let word = try container.decode(String.self)
                    guard word == "unlimited" else {
                        throw DecodingError.dataCorruptedError(in: container, debugDescription: "staff: \(word)")
                    }
                    self = .unlimited
                }
            }
        }
    }

    /// A value and, where it was itself estimated by simulation, its standard error.
    struct Expected: Decodable, Sendable {
        var value: Double
        var standardError = 0.0
        /// The largest standard error as a part of the value, where the common one would take too long: a rare event.
        var within: Double?
        /// Why it may be larger.
        var because: String?

        enum CodingKeys: String, CodingKey {
            case value, within, because
            case standardError = "se"
        }

        init(_ value: Double) { self.value = value }

        init(from decoder: any Decoder) throws {
            if let number = try? decoder.singleValueContainer().decode(Double.self) {
                value = number
            } else {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                value = try container.decode(Double.self, forKey: .value)
                standardError = try container.decodeIfPresent(Double.self, forKey: .standardError) ?? 0
                within = try container.decodeIfPresent(Double.self, forKey: .within)
                because = try container.decodeIfPresent(String.self, forKey: .because)
            }
        }
    }

    /// Measures of a span of time by arrival; areas such as the mean queue are averages over the span.
    struct Span: Decodable, Sendable {
        var from: Double
        var to: Double
        var measures: [String: Expected]
        var classes: [String: [String: Expected]]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            from = try container.decode(Double.self, forKey: AnyKey("from"))
            to = try container.decode(Double.self, forKey: AnyKey("to"))
            classes =
                try container.decodeIfPresent([String: [String: Expected]].self, forKey: AnyKey("classes")) ?? [:]
            measures = try container.measures(besides: ["from", "to", "classes"])
        }
    }

    /// What is there at a moment: its mean and variance over replications.
    struct Moment: Decodable, Sendable {
        var at: Double
        var measures: [String: Expected]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            at = try container.decode(Double.self, forKey: AnyKey("at"))
            measures = try container.measures(besides: ["at"])
        }
    }

    /// Covariance over replications of the arrivals in two spans.
    struct Covariance: Decodable, Sendable {
        /// Positions in `expectedSpans`.
        var between: [Int]
        var value: Double
        /// The largest standard error that means something: a twentieth of the product of the standard deviations.
        var within: Double
    }
}

/// Any word as a key.
struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ word: String) { stringValue = word }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<AnyKey> {
    fileprivate func measures(besides others: Set<String>) throws -> [String: ExactCase.Expected] {
        var measures: [String: ExactCase.Expected] = [:]
        for key in allKeys where !others.contains(key.stringValue) {
            measures[key.stringValue] = try decode(ExactCase.Expected.self, forKey: key)
        }
        return measures
    }
}
