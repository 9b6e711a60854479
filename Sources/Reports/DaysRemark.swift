import Measures

/// Single days told apart from the number of all days together.
struct DaysRemark {
    private let results: RunResults
    private let palette: Palette

    private static let told = ["service_level", "callbacks_kept", "follow_ups_kept", "abandonment", "asa", "occupancy"]

    init(_ results: RunResults, _ palette: Palette) {
        self.results = results
        self.palette = palette
    }

    private var wording: Wording { Wording(palette: palette) }

    /// How far a single day lies from the mean, where no target on days tells it; nil without days.
    var spread: String? {
        guard let level = found("service_level"), let spread = level.days?.standardDeviation, spread > 0 else {
            return nil
        }
        return "A single day varies more than the mean: its service level has a standard deviation of "
            + PrecisionWords.width(spread, .share) + " between days."
    }

    /// The mean of the days' own shares, where it is another number than that of all days together: by more than
    /// half a point, or by more than the half-width and at least what is printed.
    var typicalDay: String? {
        let other = ["service_level", "callbacks_kept", "follow_ups_kept", "abandonment"].compactMap(found)
            .filter(differs).prefix(2)
        let means = other.map { measured in
            let title = measured.measure.title(within: measured.within)
            return "\(title.prefix(1).lowercased() + title.dropFirst()) "
                + wording.figure(measured.days?.mean ?? .noData, .share).joined
        }
        return means.isEmpty ? nil : "Each day counted alike, quiet or busy: \(means.joined(separator: ", "))."
    }

    /// Numbers of all days together, the mean of days, and their spread, side by side; empty without days.
    func table() -> [String] {
        let rows = Self.told.compactMap { name -> [String]? in
            guard let measured = found(name), let days = measured.days else { return nil }
            let unit = measured.measure.unit
            return [
                measured.measure.title(within: measured.within), wording.figure(measured.estimate, unit).joined,
                wording.figure(days.mean, unit).joined,
                days.standardDeviation.map { PrecisionWords.width($0, unit) } ?? "no data",
            ]
        }
        guard !rows.isEmpty else { return [] }
        let lines = Tables.aligned(
            [["Day by day", "All together", "Mean of days", "Standard deviation of days"]] + rows, rightFrom: 1)
        return [palette.dim(lines[0])] + lines.dropFirst()
    }

    private func differs(_ measured: MeasuredValue) -> Bool {
        guard let value = measured.estimate.value, let typical = measured.days?.mean.value else { return false }
        let apart = abs(typical - value)
        if apart > 0.005 { return true }
        guard let low = measured.estimate.low, let high = measured.estimate.high else { return false }
        return apart > (high - low) / 2 && apart >= 0.001
    }

    private func found(_ name: String) -> MeasuredValue? { results[name] }
}
