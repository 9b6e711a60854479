/// What a person may write for one parameter of a distribution, so that a reader knows how to parse it.
public enum ParameterKind: Sendable, Equatable {
    /// A span of time, in seconds once read: zero or more.
    case time
    /// A span of time, in seconds once read: more than zero.
    case positiveTime
    /// A pure number above zero: a shape, a coefficient of variation.
    case positiveNumber
    /// A pure number of either sign: the mean of a logarithm.
    case number
    /// A whole number from 1.
    case count
    /// A list of times, in seconds once read.
    case times
    /// A list of shares between 0 and 1.
    case shares
    /// A list of numbers, zero or more.
    case numbers
    /// A list of rates per second once read (written as `2 per min`, `0.5 per h`), zero or more.
    case rates
    /// Another distribution.
    case distribution
    /// A list of `{share, of}`, each a share and a distribution.
    case weightedDistributions
}

/// One parameter of a distribution as it is written.
public struct Parameter: Sendable, Equatable {
    public let name: String
    public let kind: ParameterKind

    public init(_ name: String, _ kind: ParameterKind) {
        self.name = name
        self.kind = kind
    }
}

/// The value read for one parameter.
public enum ParameterValue: Sendable, Equatable {
    case number(Double)
    case list([Double])
    case distribution(Distribution)
    case weighted([WeightedDistribution])
}

/// A distribution and the share of draws that come from it.
public struct WeightedDistribution: Sendable, Equatable {
    public let share: Double
    public let distribution: Distribution

    public init(share: Double, distribution: Distribution) {
        self.share = share
        self.distribution = distribution
    }
}

/// Why parameters do not make a distribution, in words that follow "expected …".
public struct DistributionError: Error, Sendable, Equatable {
    /// The parameter at fault; empty when it is their combination.
    public let parameter: String
    public let expected: String

    public init(parameter: String, expected: String) {
        self.parameter = parameter
        self.expected = expected
    }
}

/// A family of distributions as people write it: its name, the ways to state its parameters, its convention and source.
///
/// `Distribution.families` lists them all; a scenario reader, the schema and the docs are made from that list, so a
/// new distribution is written in `Distribution.swift` alone.
public struct DistributionFamily: Sendable {
    /// The word in a scenario, in snake case: `lognormal`.
    public let name: String
    /// The accepted sets of parameters, the preferred one first; `{lognormal: {mean, cv}}` is the form `[mean, cv]`.
    public let forms: [[Parameter]]
    /// The form whose single value may stand alone, as in `{constant: 5 s}`; nil when parameters must be named.
    public let bare: Parameter?
    /// What the parameters mean and in whose convention, in one sentence.
    public let convention: String
    /// Author, year, where the shape has one.
    public let source: String
    /// Builds the distribution from the values of one of the forms.
    public let make: @Sendable ([String: ParameterValue]) throws(DistributionError) -> Distribution

    public init(
        name: String, forms: [[Parameter]], bare: Parameter? = nil, convention: String, source: String,
        make: @escaping @Sendable ([String: ParameterValue]) throws(DistributionError) -> Distribution
    ) {
        self.name = name
        self.forms = forms
        self.bare = bare
        self.convention = convention
        self.source = source
        self.make = make
    }
}
