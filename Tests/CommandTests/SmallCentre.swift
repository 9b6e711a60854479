import Foundation

/// A scenario in a folder of its own, small enough that hundreds of its days take no time.
enum SmallCentre {
    static let text = """
        holdfast: 1
        name: Small centre
        day: {opens: "08:00", closes: "11:00", interval: 1 h, at_close: hang_up}
        customers:
          sales:
            arrivals: {per_interval: [50, 80, 60], day_to_day_cv: 0.2}
            handle_time: {lognormal: {mean: 3 min, cv: 1.2}}
            after_call: {constant: 30 s}
            patience: {exponential: {mean: 2 min}}
          service:
            arrivals: {per_hour: 20}
            handle_time: {gamma: {mean: 6 min, cv: 0.7}}
            patience: {exponential: {mean: 4 min}}
        agents:
          juniors: {serves: [sales], staff: [3, 4, 3]}
          seniors: {serves: [sales, service], staff: [2, 3, 3]}
        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}
        report_within: [20 s, 60 s]

        """

    /// Days of three hours, as many as are asked for: minutes of work in a single run.
    static let endlessDays = ["--replications", "100000000"]

    static func withFile(_ text: String = text, _ body: (String) throws -> Void) throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("small.yaml")
            try text.write(to: file, atomically: false, encoding: .utf8)
            try body(file.path)
        }
    }

    /// The answer in JSON, as text and read.
    static func json(_ arguments: [String]) throws -> (text: String, read: [String: Any]) {
        let ended = try Program.run(["run"] + arguments + ["--format", "json"])
        guard ended.status == 0, ended.errors.isEmpty,
            let read = try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
        else { throw Unreadable(status: ended.status, errors: ended.errors) }
        return (ended.output, read)
    }

    struct Unreadable: Error {
        var status: Int32
        var errors: String
    }
}

/// Rows of a CSV table without line ends in its fields, by column.
func rows(ofCSV text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map(fields)
    guard let columns = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
}

/// Every second piece between quotes is quoted; a quote within is not needed here.
private func fields(_ line: Substring) -> [String] {
    var fields = [""]
    for (place, piece) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
        if place % 2 == 1 {
            fields[fields.count - 1] += piece
        } else {
            let parts = piece.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[fields.count - 1] += parts.first ?? ""
            fields += parts.dropFirst()
        }
    }
    return fields
}
