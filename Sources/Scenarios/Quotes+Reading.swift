extension Reading {
    /// Gives each class its quotes, and looks whether what reacts to a quote has one to react to.
    func applyQuotes(_ root: Written, _ classes: inout [ReadClass]) {
        let general = root["policy"]?["quotes"].flatMap(quotes)
        for position in classes.indices {
            let node = classes[position].node
            let own = node["policy"]?["quotes"]
            classes[position].customers.quotes = own == nil ? general : own.flatMap(quotes)
            let quotes = classes[position].customers.quotes
            guard quotes?.isAnnounced != true, quotes != nil || !isUnreadable(own ?? root["policy"]?["quotes"]) else {
                continue
            }
            let name = quote(classes[position].customers.name)
            for step in node["balks"]?.list ?? [] {
                if let at = step["quote_at_least"] { lacksQuote(at, "balking by quote", name) }
            }
            if let at = node["patience"]?[Keys.afterQuote.name] { lacksQuote(at, "after_quote", name) }
        }
    }

    /// The fault of a rule that reacts to quotes where none are announced.
    func lacksQuote(_ node: Written, _ rule: String, _ name: String) {
        error(
            node.place, "expected \(rule) only where a quote is announced, found none for \(name)",
            "such as policy: {quotes: queue_length}")
    }

    /// True when quotes were meant, but could not be read: told already.
    func isUnreadable(_ node: Written?) -> Bool {
        guard let node else { return false }
        return node.word != "none" && quotes(node) == nil
    }

    /// The quotes that stand here; nil when there are none, and after a fault.
    func quotes(_ node: Written) -> QuotePolicy? {
        if let word = node.word { return Self.estimator(word).map { QuotePolicy(estimator: $0) } }
        guard let pair = node.map?.first(where: { Keys.estimators[$0.name] != nil }) else { return nil }
        let details = pair.value
        let estimator: QuoteEstimator
        switch pair.name {
        case "mean_of_last":
            guard let contacts = details["contacts"]?.whole() else { return nil }
            estimator = .meanOfLast(contacts)
        case "fixed":
            guard let says = details["says"]?.seconds() else { return nil }
            estimator = .fixed(says)
        default:
            guard let known = Self.estimator(pair.name) else { return nil }
            estimator = known
        }
        return QuotePolicy(
            estimator: estimator, percentile: details["percentile"].flatMap(inner),
            roundUpTo: details["round_up_to"]?.seconds() ?? 0, padding: details["padding"]?.seconds() ?? 0,
            repeatEvery: details["repeat_every"]?.seconds(), isAnnounced: announced(details))
    }

    private func announced(_ details: Written) -> Bool {
        guard let node = details["announced"], node.number(.boolean) == 0 else { return true }
        if let again = details["repeat_every"] {
            error(
                again.place, "expected repeat_every only where the quote is announced, found announced: false",
                "leave one of the two out")
        }
        return false
    }

    private static func estimator(_ word: String) -> QuoteEstimator? {
        switch word {
        case "queue_length": .queueLength
        case "queue_length_with_abandonment": .queueLengthWithAbandonment
        case "head_of_line": .headOfLine
        case "last_to_enter_service": .lastToEnterService
        default: nil
        }
    }

    /// A share above 0 and below 1: no finite wait is never exceeded.
    func inner(_ node: Written) -> Double? {
        guard let share = node.number(.share) else { return nil }
        guard share > 0, share < 1 else {
            expected("a share above 0% and below 100%", at: node)
            return nil
        }
        return share
    }

    /// Steps by quote, rising; each share holds from its quote on.
    func quoteSteps(_ entries: [Written]) -> [QuoteStep] {
        var steps: [QuoteStep] = []
        for entry in entries {
            guard let from = entry["quote_at_least"], let seconds = from.seconds(),
                let share = entry["share"]?.number(.share)
            else { continue }
            if let last = steps.last, seconds <= last.quoteAtLeast {
                expected("a longer quote than \(Decimal.text(last.quoteAtLeast)) s in the step before", at: from)
            }
            steps.append(QuoteStep(quoteAtLeast: seconds, share: share))
        }
        return steps
    }
}
