import Measures

/// What stands beside the share of callbacks kept: how much better the dial clock looks than the agent's, and the shares
/// of promises that are still open or that the customer gave up.
struct CallbackRemark {
    private let results: RunResults
    private let palette: Palette

    init(_ results: RunResults, _ palette: Palette) {
        self.results = results
        self.palette = palette
    }

    /// One line; nil where no callback was promised.
    var line: String? {
        guard let kept = value("callbacks_kept"), let dialled = value("callbacks_kept_dial") else { return shares(nil) }
        return shares("first dialled in time \(percent(dialled)), \(gap(dialled - kept)) above those kept")
    }

    private func shares(_ clocks: String?) -> String? {
        let ends = [("open", "callbacks_open"), ("gave up", "callbacks_gave_up")].compactMap { word, name in
            value(name).map { "\(word) \(percent($0))" }
        }
        let parts = [clocks].compactMap { $0 } + (ends.isEmpty ? [] : [ends.joined(separator: ", ")])
        return parts.isEmpty ? nil : "Callbacks: " + parts.joined(separator: "; ") + "."
    }

    private func value(_ name: String) -> Double? {
        results.measures.first { $0.measure.name == name }?.estimate.value
    }

    private func percent(_ share: Double) -> String { Scale.fixed(share * 100, 1) + " %" }

    private func gap(_ share: Double) -> String {
        let points = Scale.fixed(share * 100, 1)
        return points + (points == "1.0" ? " point" : " points")
    }
}
