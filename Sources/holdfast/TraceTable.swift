import Experiments
import Reports

/// Contacts as rows: the same columns in every format, times in seconds from midnight of the first day.
struct TraceTable {
    private let contacts: [TracedContact]

    init(_ contacts: [TracedContact]) { self.contacts = contacts }

    func written(as format: AnswerFormat) -> String {
        switch format {
        case .text: text
        case .csv: csv
        case .json: json
        }
    }

    private enum Cell {
        case text(String)
        case number(Double)
        /// An array in JSON, one field with spaces between in CSV.
        case numbers([Double])
        case none

        init(_ number: Double?) { self = number.map(Cell.number) ?? .none }
        init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .none }
        init(_ text: String?) { self = text.map(Cell.text) ?? .none }
    }

    /// Every column once: its name, and what it holds of a contact. New ones go to the end, so that whoever reads by place
    /// finds the others where they were.
    private static let columns: [(name: String, cell: @Sendable (TracedContact) -> Cell)] = [
        ("contact", { Cell($0.contact) }),
        ("class", { Cell($0.customerClass) }),
        ("number", { Cell($0.numberInClass) }),
        ("day", { Cell($0.day) }),
        ("interval", { Cell($0.interval) }),
        ("arrived_s", { Cell($0.arrivedAtSeconds) }),
        ("wait_s", { Cell($0.waitSeconds) }),
        ("outcome", { Cell($0.outcome) }),
        ("group", { Cell($0.group) }),
        ("agent", { Cell($0.agent) }),
        ("talk_s", { Cell($0.talkSeconds) }),
        ("after_call_s", { Cell($0.afterCallSeconds) }),
        ("left_s", { Cell($0.leftAtSeconds) }),
        ("transfers", { Cell($0.laterLegs.count) }),
        ("menu_s", { Cell($0.menuSeconds) }),
        ("attempt", { Cell($0.attempt) }),
        ("kind", { Cell($0.attempt == 1 ? "fresh" : $0.isReconnect ? "reconnect" : "redial") }),
        ("previous_contact", { Cell($0.previousContact) }),
        ("next_contact", { Cell($0.nextContact) }),
        ("quotes", { Cell($0.quotes.count) }),
        ("quoted_s", { Cell($0.quotes.first?.atSeconds) }),
        ("quote_s", { Cell($0.quotes.first?.quoteSeconds) }),
        ("last_quote_s", { Cell($0.quotes.last?.quoteSeconds) }),
        ("promise_made_s", { Cell($0.callback?.madeAtSeconds) }),
        ("promise_due_from_s", { Cell($0.callback?.dueFromSeconds) }),
        ("promise_due_to_s", { Cell($0.callback?.dueToSeconds) }),
        ("promise_first_dial_s", { Cell($0.callback?.dials.first?.atSeconds) }),
        ("promise_dials", { Cell($0.callback?.dials.count) }),
        ("promise_dialled_s", { $0.callback.map { .numbers($0.dials.map(\.atSeconds)) } ?? .none }),
        ("promise_reached_s", { Cell($0.callback?.reachedAtSeconds) }),
        ("promise_connected_s", { Cell($0.callback?.connectedAtSeconds) }),
        ("promise_finished_s", { Cell($0.callback?.finishedAtSeconds) }),
        ("promise_ended_s", { Cell($0.callback?.endedAtSeconds) }),
        ("promise_state", { Cell($0.callback?.state) }),
        ("promise_cause", { Cell($0.callback?.cause) }),
        ("promise_group", { Cell($0.callback?.group) }),
        ("promise_agent", { Cell($0.callback?.agent) }),
        ("follow_up_made_s", { Cell($0.followUp?.madeAtSeconds) }),
        ("follow_up_due_s", { Cell($0.followUp?.dueToSeconds) }),
        ("follow_up_started_s", { Cell($0.followUp?.connectedAtSeconds) }),
        ("follow_up_finished_s", { Cell($0.followUp?.finishedAtSeconds) }),
        ("follow_up_state", { Cell($0.followUp?.state) }),
        ("follow_up_group", { Cell($0.followUp?.group) }),
        ("follow_up_agent", { Cell($0.followUp?.agent) }),
    ]

    private var csv: String {
        var lines = Self.columns.map(\.name).joined(separator: ",") + "\n"
        for contact in contacts {
            lines +=
                Self.columns.map { column in
                    switch column.cell(contact) {
                    case .text(let text): CSVReport.quoted(text)
                    case .number(let number): JSONReport.number(number)
                    case .numbers(let numbers): numbers.map(JSONReport.number).joined(separator: " ")
                    case .none: ""
                    }
                }.joined(separator: ",") + "\n"
        }
        return lines
    }

    private var json: String {
        let rows = contacts.map { contact in
            "  {"
                + Self.columns.map { column in
                    let value =
                        switch column.cell(contact) {
                        case .text(let text): JSONReport.string(text)
                        case .number(let number): JSONReport.number(number)
                        case .numbers(let numbers): "[" + numbers.map(JSONReport.number).joined(separator: ", ") + "]"
                        case .none: "null"
                        }
                    return "\"\(column.name)\": \(value)"
                }.joined(separator: ", ") + "}"
        }
        return rows.isEmpty ? "[]\n" : "[\n" + rows.joined(separator: ",\n") + "\n]\n"
    }

    /// Columns for the eye: clock times and tenths of a second; what no contact has is left out.
    private var text: String {
        func tenths(_ seconds: Double?) -> String {
            seconds.map { seconds in
                let value = Int((seconds * 10).rounded())
                return "\(value / 10).\(value % 10)"
            } ?? ""
        }
        typealias Column = (header: String, isRight: Bool, isAlways: Bool, text: (TracedContact) -> String)
        let columns: [Column] = [
            ("contact", true, true, { "\($0.contact)" }),
            ("class", false, true, { "\($0.customerClass):\($0.numberInClass)" }),
            ("attempt", true, false, { $0.attempt > 1 ? "\($0.attempt)" : "" }),
            ("day", true, true, { "\($0.day)" }),
            ("arrived", true, true, { StoryClock.clock($0.clockSeconds) }),
            ("menu s", true, false, { tenths($0.menuSeconds) }),
            ("told s", true, false, { tenths($0.quotes.first?.quoteSeconds) }),
            ("waited s", true, true, { tenths($0.waitSeconds) }),
            ("outcome", false, true, { $0.outcome }),
            ("group", false, true, { ($0.group ?? "") + ($0.agent.map { " #\($0)" } ?? "") }),
            ("talk s", true, true, { tenths($0.talkSeconds) }),
            ("after s", true, true, { tenths($0.afterCallSeconds) }),
            ("passed on", true, false, { $0.laterLegs.isEmpty ? "" : "\($0.laterLegs.count)" }),
            (
                "promised by", true, false,
                { contact in contact.callback?.dueToSeconds.map { clock(contact, $0) } ?? "" }
            ),
            ("dials", true, false, { contact in contact.callback.map { "\($0.dials.count)" } ?? "" }),
            (
                "connected", true, false,
                { contact in contact.callback?.connectedAtSeconds.map { clock(contact, $0) } ?? "" }
            ),
            ("promise", false, false, { $0.callback?.state ?? "" }),
            ("follow-up", false, false, { $0.followUp?.state ?? "" }),
        ]
        let cells = columns.map { column in contacts.map(column.text) }
        let shown = columns.indices.filter { column in
            columns[column].isAlways || cells[column].contains { !$0.isEmpty }
        }
        let widths = shown.map { column in
            cells[column].reduce(columns[column].header.count) { max($0, $1.count) }
        }
        func line(_ cell: (Int) -> String) -> String {
            let padded = shown.enumerated().map { place, column in
                let text = cell(column)
                let space = String(repeating: " ", count: widths[place] - text.count)
                return columns[column].isRight ? space + text : text + space
            }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return
            ([line { columns[$0].header }] + contacts.indices.map { row in line { cells[$0][row] } })
            .joined(separator: "\n") + "\n"
    }

    private func clock(_ contact: TracedContact, _ seconds: Double) -> String {
        StoryClock(
            day: contact.day, midnightSeconds: contact.midnightSeconds, arrivedAtSeconds: contact.arrivedAtSeconds)(
                seconds)
    }
}
