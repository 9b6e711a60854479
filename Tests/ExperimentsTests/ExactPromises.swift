// Measures of the cases with quotes, promises, returns, later legs and other work.
extension ExactMeasure {
    /// A measure of menus, returns, transfers, callbacks or background work; nil where the name is none of them.
    ///
    /// `…_joined` leaves out of the denominator who accepted a callback; `callback_within` is of the accepted, from the
    /// promise to the moment an agent is with the customer; `seconds_away` is between two contacts of one issue.
    static func promised(_ name: String, threshold: Int?, unit: Double) -> ExactMeasure? {
        switch (name, threshold) {
        case ("callback_share", nil): ExactMeasure(.probability) { $0.accepted / $0.offered }
        case ("abandonment_joined", nil): ExactMeasure(.probability) { $0.abandoned / $0.joined }
        case ("service_level_joined", let place?): ExactMeasure(.probability) { $0.answeredWithin[place] / $0.joined }
        case ("callback_wait_mean", nil): ExactMeasure(.mean) { $0.callbackWait / $0.connected / unit }
        case ("callback_within", let place?): ExactMeasure(.probability) { $0.callbackWithin[place] / $0.accepted }
        // Little's law over all that was promised in the time.
        case ("open_promises_mean", nil): ExactMeasure(.mean) { $0.callbackWait / $0.seconds }

        case ("redial_share", nil): ExactMeasure(.probability) { $0.redials / $0.arrivals }
        case ("inflation", nil): ExactMeasure(.mean) { $0.arrivals / $0.fresh }
        case ("issues_lost", nil): ExactMeasure(.probability) { $0.issuesLost / $0.fresh }
        case ("time_to_resolution_mean", nil): ExactMeasure(.mean) { $0.resolution / $0.issuesResolved / unit }
        case ("first_blocking", nil):
            ExactMeasure(.probability, sweep: .issues) { $0.firstContactsBlocked / $0.firstContacts }
        case ("first_delayed", nil):
            ExactMeasure(.probability, sweep: .issues) { $0.firstContactsDelayed / $0.firstContacts }
        case ("away_mean", nil): ExactMeasure(.mean, sweep: .issues) { $0.secondsAway / $0.seconds }
        case ("away_per_issue_mean", nil): ExactMeasure(.mean, sweep: .issues) { $0.secondsAway / $0.fresh / unit }

        case ("later_leg_wait_mean", nil): ExactMeasure(.mean) { $0.laterLegWait / $0.transfersAnswered / unit }
        case ("later_leg_delayed", nil):
            ExactMeasure(.probability, sweep: .legs) { $0.laterLegsDelayed / $0.laterLegs }
        case ("later_leg_within", let place?):
            ExactMeasure(.probability, sweep: .legs) { $0.laterLegsWithin[place] / $0.laterLegs }
        case ("later_leg_wait_delayed_mean", nil):
            ExactMeasure(.mean, sweep: .legs) { $0.laterLegWait / $0.laterLegsDelayed / unit }
        case ("later_leg_wait_var", nil):
            ExactMeasure(.variance, sweep: .legs) {
                let mean = $0.laterLegWait / $0.laterLegs
                return ($0.laterLegWaitSquared / $0.laterLegs - mean * mean) / (unit * unit)
            }
        case ("later_leg_queue_var", nil):
            ExactMeasure(.variance, sweep: .legs) {
                let mean = $0.queueArea / $0.seconds
                return $0.laterLegSquareArea / $0.seconds - mean * mean
            }
        case ("transferred_wait_mean", nil):
            ExactMeasure(.mean, sweep: .legs) { $0.transferredWait / $0.laterLegs / unit }
        case ("in_menu_mean", nil): ExactMeasure(.mean) { $0.menuArea / $0.seconds }
        case ("lines_mean", nil): ExactMeasure(.mean) { ($0.menuArea + $0.queueArea + $0.busyArea) / $0.seconds }
        case ("offered_rate", nil): ExactMeasure(.mean) { $0.offered / $0.seconds * unit }
        case ("background_rate", nil): ExactMeasure(.mean) { $0.backgroundTasks / $0.seconds * unit }
        default: nil
        }
    }

    /// A measure of estimates of the wait. `quote_…` come from the quotes that the engine made and scored itself, of all
    /// who were delayed, the wait that those who left would have had included; the others from a log, of those answered:
    /// `by_length` and `by_patience` are the two estimators by queue length, `head` the wait of the first in line,
    /// `behind_others` means those who found somebody on hold.
    static func estimated(_ name: String, unit: Double) throws -> ExactMeasure {
        let squared = unit * unit
        func log(_ kind: Kind, _ value: @escaping @Sendable (Sums) -> Double) -> ExactMeasure {
            ExactMeasure(kind, sweep: .estimates, value)
        }
        switch name {
        case "quote_bias": return ExactMeasure(.mean) { $0.quoteError / $0.quotesScored / unit }
        case "quote_mae": return ExactMeasure(.mean) { $0.quoteAbsoluteError / $0.quotesScored / unit }
        // Seconds told too few over seconds told too many: 1 for an estimator without bias.
        case "quote_balance":
            return ExactMeasure(.mean) {
                ($0.quoteAbsoluteError + $0.quoteError) / ($0.quoteAbsoluteError - $0.quoteError)
            }
        case "quote_understated": return ExactMeasure(.probability) { $0.quotesExceeded / $0.quotesScored }

        case "answered_delayed_wait_mean": return log(.mean) { $0.estimatedWait / $0.estimated / unit }
        case "no_information_square":
            return log(.variance) {
                let mean = $0.estimatedWait / $0.estimated
                return ($0.estimatedWaitSquared / $0.estimated - mean * mean) / squared
            }
        case "by_length_square": return log(.mean) { $0.lengthSquare / $0.estimated / squared }
        case "by_length_bias": return log(.mean) { $0.lengthError / $0.estimated / unit }
        case "by_patience_square": return log(.mean) { $0.patienceSquare / $0.estimated / squared }
        case "by_patience_bias": return log(.mean) { $0.patienceError / $0.estimated / unit }
        case "conditional_mean_square": return log(.mean) { $0.conditionalSquare / $0.estimated / squared }
        case "virtual_wait_mean": return log(.mean) { $0.virtualWait / $0.virtual / unit }
        case "virtual_wait_mean_of_offered":
            return log(.mean) { $0.virtualWait / $0.virtual * $0.delayed / $0.offered / unit }
        case "virtual_by_length_square": return log(.mean) { $0.virtualLengthSquare / $0.virtual / squared }
        case "virtual_by_length_bias": return log(.mean) { -$0.virtualLengthError / $0.virtual / unit }
        case "virtual_by_patience_square": return log(.mean) { $0.virtualPatienceSquare / $0.virtual / squared }
        case "behind_others_wait_mean": return log(.mean) { $0.behindOthersWait / $0.behindOthers / unit }
        case "by_length_square_behind_others":
            return log(.mean) { $0.lengthSquareBehindOthers / $0.behindOthers / squared }
        case "head_wait_mean": return log(.mean) { $0.headWait / $0.behindOthers / unit }
        case "head_error_mean": return log(.mean) { $0.headError / $0.behindOthers / unit }
        case "head_square": return log(.mean) { $0.headSquare / $0.behindOthers / squared }
        case "refined_head_square": return log(.mean) { $0.refinedHeadSquare / $0.behindOthers / squared }
        case "head_over_length": return log(.mean) { $0.headSquare / $0.lengthSquareBehindOthers }
        case "length_over_no_information":
            // Its denominator is a variance.
            return log(.variance) {
                let mean = $0.estimatedWait / $0.estimated
                return $0.lengthSquare / ($0.estimatedWaitSquared - mean * $0.estimatedWait)
            }
        default: throw UnknownWord(word: name)
        }
    }
}
