import Foundation
import GRDB
import Measures
import Synchronization

/// A point as the store keeps it: numbers as eight bytes each, and rows by the number of their layout, which most points
/// share.
struct KeptPoint {
    let number: Int
    let values: String
    let resolvedSHA256: String
    let layouts: [String]
    let blobs: [Data]

    private static let separator: Character = "\u{1F}"

    init(_ record: SweepRecord, _ memory: LayoutMemory) {
        number = record.number
        values = record.values.joined(separator: String(Self.separator))
        resolvedSHA256 = record.resolvedSHA256
        layouts = [
            memory.text(of: record.summary.rows, \.summary), memory.text(of: record.intervals.rows, \.intervals),
            record.replicationMeasures.joined(separator: "\n"),
        ]
        blobs = [record.summary.numbers, record.intervals.numbers, record.replications].map { numbers in
            numbers.withUnsafeBytes { Data($0) }
        }
    }

    func insert(into db: Database) throws {
        let ids = try layouts.map { text in
            let sum = Checksum.of(text)
            if let id = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT id FROM layouts WHERE checksum = ? AND text = ?"),
                arguments: [sum, text])
            {
                return id
            }
            try db.execute(sql: "INSERT INTO layouts (text, checksum) VALUES (?, ?)", arguments: [text, sum])
            return Int(db.lastInsertedRowID)
        }
        let statement = try db.cachedStatement(sql: "INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            number, values, resolvedSHA256, ids[0], ids[1], ids[2], blobs[0], blobs[1], blobs[2],
            Self.checksum(number, values, blobs),
        ])
    }

    static func record(
        _ number: Int, in db: Database, _ layouts: inout LayoutReading, _ path: String
    ) throws -> SweepRecord {
        let statement = try db.cachedStatement(sql: "SELECT * FROM points WHERE number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [number]) else { throw damaged(number, path) }
        let values: String = row["axis_values"]
        let blobs: [Data] = [row["summary"], row["intervals"], row["replications"]]
        guard row["checksum"] as Int64 == checksum(number, values, blobs) else { throw damaged(number, path) }
        let numbers = blobs.map { blob in
            [Double](unsafeUninitializedCapacity: blob.count / 8) { buffer, count in
                count = blob.copyBytes(to: buffer) / 8
            }
        }
        guard let summary = try layouts.rows(row["summary_layout"], db),
            let intervals = try layouts.rows(row["intervals_layout"], db),
            let measures = try layouts.text(row["replications_layout"], db),
            numbers[0].count == 3 * summary.count, numbers[1].count == 3 * intervals.count
        else { throw damaged(number, path) }
        return SweepRecord(
            number: number,
            values: values.split(separator: separator, omittingEmptySubsequences: false).map(String.init),
            resolvedSHA256: row["resolved_sha256"], summary: .init(rows: summary, numbers: numbers[0]),
            intervals: .init(rows: intervals, numbers: numbers[1]),
            replicationMeasures: measures.split(separator: "\n").map(String.init), replications: numbers[2])
    }

    private static func damaged(_ number: Int, _ path: String) -> StoreFault {
        StoreFault.unusable(path, "is damaged: point \(number) is not what was written; it was left as it is")
    }

    private static func checksum(_ number: Int, _ values: String, _ blobs: [Data]) -> Int64 {
        var sum = Checksum()
        sum.add(UInt64(number))
        for byte in values.utf8 { sum.add(UInt64(byte)) }
        for blob in blobs {
            sum.add(UInt64(blob.count))
            blob.withUnsafeBytes { sum.add($0) }
        }
        return sum.value
    }
}

/// FNV-1a (Fowler, Noll, Vo), eight bytes at a time: a flipped bit in what was found must not become a number.
struct Checksum {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ word: UInt64) {
        hash = (hash ^ word) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 29
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for word in 0..<(bytes.count / 8) { add(bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)) }
        for place in (bytes.count / 8 * 8)..<bytes.count { add(UInt64(bytes[place])) }
    }

    var value: Int64 { Int64(bitPattern: hash) }

    static func of(_ text: String) -> Int64 {
        var sum = Checksum()
        var text = text
        text.withUTF8 { sum.add(UnsafeRawBufferPointer($0)) }
        return sum.value
    }
}

/// The rows of a table as one text, a line each, its fields between tabs: names hold neither.
enum LayoutText {
    static func of(_ rows: [SweepRow]) -> String {
        var text = ""
        for row in rows {
            if !text.isEmpty { text += "\n" }
            text += "\(row.measure)\t\(row.customerClass)\t\(row.group)\t\(row.day.map(String.init) ?? "")\t"
            text += "\(row.startSeconds.map { "\($0)" } ?? "")\t\(row.within.map { "\($0)" } ?? "")\t\(row.unit)"
        }
        return text
    }

    /// Nil when it is no such text.
    static func rows(_ text: String) -> [SweepRow]? {
        if text.isEmpty { return [] }
        var rows: [SweepRow] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 7 else { return nil }
            rows.append(
                SweepRow(
                    measure: String(fields[0]), customerClass: String(fields[1]), group: String(fields[2]),
                    day: Int(fields[3]), startSeconds: Double(fields[4]), within: Double(fields[5]),
                    unit: String(fields[6])))
        }
        return rows
    }
}

/// The texts of the rows that were met last: most points of a sweep share theirs.
final class LayoutMemory: Sendable {
    struct Latest {
        var summary: (rows: [SweepRow], text: String) = ([], "")
        var intervals: (rows: [SweepRow], text: String) = ([], "")
    }

    private let latest = Mutex(Latest())

    func text(
        of rows: [SweepRow], _ place: WritableKeyPath<Latest, (rows: [SweepRow], text: String)> & Sendable
    ) -> String {
        latest.withLock { latest in
            if latest[keyPath: place].rows != rows { latest[keyPath: place] = (rows, LayoutText.of(rows)) }
            return latest[keyPath: place].text
        }
    }
}

/// Layouts that were read, each once.
struct LayoutReading {
    private var texts: [Int: String] = [:]
    private var tables: [Int: [SweepRow]] = [:]

    mutating func text(_ id: Int, _ db: Database) throws -> String? {
        if let known = texts[id] { return known }
        let sql = "SELECT text, checksum FROM layouts WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return nil }
        let text: String = row[0]
        guard row[1] as Int64 == Checksum.of(text) else { return nil }
        texts[id] = text
        return text
    }

    mutating func rows(_ id: Int, _ db: Database) throws -> [SweepRow]? {
        if let known = tables[id] { return known }
        let rows = try text(id, db).flatMap(LayoutText.rows)
        tables[id] = rows
        return rows
    }
}
