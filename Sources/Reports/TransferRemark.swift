import Measures

/// What becomes of those who are passed on: the numbers of first waits and answers say nothing of it.
struct TransferRemark {
    private let results: RunResults
    private let palette: Palette

    init(_ results: RunResults, _ palette: Palette) {
        self.results = results
        self.palette = palette
    }

    /// One line; nil where nobody was passed on.
    var line: String? {
        guard let transferred = value("transferred"), transferred > 0 else { return nil }
        var parts = ["\(percent(transferred)) of the answered were passed on"]
        if let wait = value("transfer_wait_mean") {
            parts.append("then held for \(wording.figure(Estimate(value: wait), .seconds).value) on average")
        }
        if let handed = value("handed_over"), handed > 0 { parts.append("\(percent(handed)) handed over in person") }
        return "Transfers: " + parts.joined(separator: ", ") + "."
    }

    private var wording: Wording { Wording(palette: palette) }

    private func value(_ name: String) -> Double? {
        results.measures.first { $0.measure.name == name }?.estimate.value
    }

    private func percent(_ share: Double) -> String { Scale.fixed(share * 100, 1) + " %" }
}
