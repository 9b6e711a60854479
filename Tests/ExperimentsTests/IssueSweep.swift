import Engine

/// What a log tells of issues over all their contacts: who called for the first time, and how long people were away.
struct IssueSweep {
    /// First contacts and later ones, in order of arrival; the time away is from the end of the contact before.
    private var contacts: [(record: CallRecord, secondsAway: Double?)] = []

    /// - Precondition: nobody comes back after being answered, so that a wait is all that lies before a return.
    init(_ log: [CallRecord]) {
        var last: [UInt64: CallRecord] = [:]
        for record in log.sorted(by: { $0.arrivedAt < $1.arrivedAt }) {
            contacts.append((record, last[record.number].map { record.arrivedAt - $0.arrivedAt - $0.waitSeconds }))
            last[record.number] = record
        }
    }

    func add(to sums: inout Sums, rows: Range<Int>) {
        for (record, secondsAway) in contacts where rows.contains(record.row) {
            if let secondsAway {
                sums.secondsAway += secondsAway
            } else {
                sums.firstContacts += 1
                if record.end == .blocked { sums.firstContactsBlocked += 1 }
                if record.waitSeconds > 0 { sums.firstContactsDelayed += 1 }
            }
        }
    }
}
