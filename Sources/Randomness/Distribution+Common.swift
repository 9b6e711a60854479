/// The distributions most often wanted in code. Times in seconds; parameters that the family would refuse are a bug of
/// the caller and stop the program; what people write goes through `families`.
extension Distribution {
    public static func constant(_ time: Double) -> Distribution { known("constant", ["time": time]) }

    public static func exponential(mean: Double) -> Distribution { known("exponential", ["mean": mean]) }

    /// - Parameter phases: from 1.
    public static func erlang(mean: Double, phases: Int) -> Distribution {
        known("erlang", ["mean": mean, "phases": Double(phases)])
    }

    /// - Parameter cv: standard deviation / mean.
    public static func gamma(mean: Double, cv: Double) -> Distribution { known("gamma", ["mean": mean, "cv": cv]) }

    /// - Parameter cv: standard deviation / mean, of the time itself.
    public static func lognormal(mean: Double, cv: Double) -> Distribution {
        known("lognormal", ["mean": mean, "cv": cv])
    }

    public static func weibull(mean: Double, shape: Double) -> Distribution {
        known("weibull", ["mean": mean, "shape": shape])
    }

    public static func uniform(from: Double, to: Double) -> Distribution {
        known("uniform", ["from": from, "to": to])
    }

    /// - Parameter cv: standard deviation / mean, 1 or more.
    public static func hyperexponential(mean: Double, cv: Double) -> Distribution {
        known("hyperexponential", ["mean": mean, "cv": cv])
    }

    private static func known(_ family: String, _ parameters: [String: Double]) -> Distribution {
        do {
            return try Distribution(family, parameters)
        } catch {
            preconditionFailure("\(family): \(error.parameter): expected \(error.expected)")
        }
    }
}
