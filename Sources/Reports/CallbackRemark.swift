import Measures

/// What stands beside the share of callbacks kept: how much better the dial clock looks than the agent's, and the shares
/// of promises that are still open or that the customer gave up.
struct CallbackRemark {
    let results: RunResults

    /// One line; nil where no callback was promised.
    var line: String? {
        guard let kept = results.value("callbacks_kept"), let dialled = results.value("callbacks_kept_dial") else {
            return shares(nil)
        }
        return shares("first dialled in time \(Scale.percent(dialled)), \(gap(dialled - kept)) above those kept")
    }

    private func shares(_ clocks: String?) -> String? {
        let ends = [("open", "callbacks_open"), ("gave up", "callbacks_gave_up")].compactMap { word, name in
            results.value(name).map { "\(word) \(Scale.percent($0))" }
        }
        let parts = [clocks].compactMap { $0 } + (ends.isEmpty ? [] : [ends.joined(separator: ", ")])
        return parts.isEmpty ? nil : "Callbacks: " + parts.joined(separator: "; ") + "."
    }

    private func gap(_ share: Double) -> String {
        let points = Scale.fixed(share * 100, 1)
        return points + (points == "1.0" ? " point" : " points")
    }
}
