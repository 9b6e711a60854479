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
        guard let transferred = results.value("transferred"), transferred > 0 else { return nil }
        var parts = ["\(Scale.percent(transferred)) of the answered were passed on"]
        if let wait = results.value("transfer_wait_mean") {
            let figure = Wording(palette: palette).figure(Estimate(value: wait), .seconds)
            parts.append("then held for \(figure.value) on average")
        }
        if let handed = results.value("handed_over"), handed > 0 {
            parts.append("\(Scale.percent(handed)) handed over in person")
        }
        return "Transfers: " + parts.joined(separator: ", ") + "."
    }
}
