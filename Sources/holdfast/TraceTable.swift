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
        case none
    }

    private static let columns = [
        "contact", "class", "number", "day", "interval", "arrived_s", "wait_s", "outcome", "group", "agent", "talk_s",
        "after_call_s", "left_s", "transfers",
    ]

    private static func cells(_ contact: TracedContact) -> [Cell] {
        [
            .number(Double(contact.contact)), .text(contact.customerClass), .number(Double(contact.numberInClass)),
            .number(Double(contact.day)), contact.interval.map(Cell.text) ?? .none,
            .number(contact.arrivedAtSeconds), .number(contact.waitSeconds), .text(contact.outcome),
            contact.group.map(Cell.text) ?? .none, contact.agent.map { .number(Double($0)) } ?? .none,
            contact.talkSeconds.map(Cell.number) ?? .none, contact.afterCallSeconds.map(Cell.number) ?? .none,
            .number(contact.leftAtSeconds), .number(Double(contact.laterLegs.count)),
        ]
    }

    private var csv: String {
        var lines = Self.columns.joined(separator: ",") + "\n"
        for contact in contacts {
            lines +=
                Self.cells(contact).map { cell in
                    switch cell {
                    case .text(let text): CSVReport.quoted(text)
                    case .number(let number): JSONReport.number(number)
                    case .none: ""
                    }
                }.joined(separator: ",") + "\n"
        }
        return lines
    }

    private var json: String {
        let rows = contacts.map { contact in
            "  {"
                + zip(Self.columns, Self.cells(contact)).map { name, cell in
                    let value =
                        switch cell {
                        case .text(let text): JSONReport.string(text)
                        case .number(let number): JSONReport.number(number)
                        case .none: "null"
                        }
                    return "\"\(name)\": \(value)"
                }.joined(separator: ", ") + "}"
        }
        return rows.isEmpty ? "[]\n" : "[\n" + rows.joined(separator: ",\n") + "\n]\n"
    }

    /// Columns for the eye: clock times and tenths of a second.
    private var text: String {
        func tenths(_ seconds: Double?) -> String {
            seconds.map { seconds in
                let value = Int((seconds * 10).rounded())
                return "\(value / 10).\(value % 10)"
            } ?? ""
        }
        let header = ["contact", "class", "day", "arrived", "waited s", "outcome", "group", "talk s", "after s"]
        let isRight = [true, false, true, true, true, false, false, true, true]
        let rows = contacts.map { contact in
            [
                "\(contact.contact)", "\(contact.customerClass):\(contact.numberInClass)", "\(contact.day)",
                ContactStory.clock(contact.clockSeconds), tenths(contact.waitSeconds), contact.outcome,
                (contact.group ?? "") + (contact.agent.map { " #\($0)" } ?? ""), tenths(contact.talkSeconds),
                tenths(contact.afterCallSeconds),
            ]
        }
        let widths = header.indices.map { column in
            rows.reduce(header[column].count) { max($0, $1[column].count) }
        }
        return ([header] + rows).map { row in
            let padded = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return isRight[column] ? space + row[column] : row[column] + space
            }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n") + "\n"
    }
}
