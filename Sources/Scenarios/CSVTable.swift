/// A table from a CSV file (RFC 4180): a header line, then rows of as many cells, separated by commas.
///
/// Cells may stand in double quotes; lines may end in any of the usual ways; empty lines at the end are passed over.
final class CSVTable {
    let header: [String]
    /// Number of the text, for places in it.
    let text: Int
    private let bytes: [UInt8]
    private var cells: [Cell] = []
    private let rows: Int

    /// Where a cell lies in the text.
    private struct Cell {
        var start: Int
        var end: Int
        var line: Int
        var column: Int
        var quoted: Bool
    }

    /// Splits a text into cells; nil, with faults, when its rows are not of one length.
    init?(_ content: String, number: Int, reading: Reading) {
        text = number
        let bytes = Array(content.utf8)
        self.bytes = bytes
        var scanner = Scanner(bytes: bytes, text: number)
        guard let first = scanner.row() else {
            reading.error(
                Place(text: number, line: 1, column: 1), "expected a header line and rows, found an empty file")
            return nil
        }
        let header = first.map { Self.word(bytes, $0) }
        self.header = header
        var count = 0
        var ragged = false
        while let row = scanner.row() {
            if row.count == 1, row[0].start == row[0].end, !row[0].quoted {
                // An empty line; it may only stand at the end, which the next row would betray.
                if let next = scanner.row(), !(next.count == 1 && next[0].start == next[0].end) {
                    reading.error(
                        Place(text: number, line: row[0].line, column: 1),
                        "expected \(first.count) cells, found an empty line")
                    ragged = true
                    break
                }
                continue
            }
            if row.count != first.count {
                reading.error(
                    Place(text: number, line: row[0].line, column: 1),
                    "expected \(first.count) cells as in the header, found \(row.count)",
                    row.count > first.count ? "decimals are written with a point, or the cell stands in quotes" : nil)
                ragged = true
            }
            cells.append(contentsOf: row)
            count += 1
        }
        rows = count
        if let place = scanner.unclosed {
            reading.error(place, "expected a closing quote, found the end of the file")
            return nil
        }
        if let place = scanner.afterQuote {
            reading.error(
                place, "expected a comma after a closing quote, found more text", "a quote within quotes is doubled")
            return nil
        }
        if first.count == 1, header[0].contains(";") || header[0].contains("\t") {
            let found = header[0].contains(";") ? "semicolons" : "tabs"
            reading.error(Place(text: number, line: 1, column: 1), "expected commas between cells, found \(found)")
            return nil
        }
        var seen: Set<String> = []
        for (name, cell) in zip(header, first) where !seen.insert(name).inserted {
            reading.error(
                Place(text: number, line: cell.line, column: cell.column),
                "the column \(quote(name)) stands twice in the header")
            ragged = true
        }
        if ragged { return nil }
    }

    /// The cells of a column as values with their places, empty ones at its end left out; nil, with a fault at `place`,
    /// when there is no such column.
    func column(_ name: String, at place: Place, reading: Reading) -> [Written]? {
        guard let position = header.firstIndex(of: name) else {
            reading.error(
                place,
                "expected a column of \(reading.texts[text].name.split(separator: "/").last ?? "the file"), found \(quote(name))",
                Suggestion.sentence(for: name, among: header)
                    ?? "the columns are \(enumerate(header.prefix(20).map { $0 }))")
            return nil
        }
        var values: [Written] = []
        values.reserveCapacity(rows)
        for row in 0..<rows {
            let cell = cells[row * header.count + position]
            values.append(
                Written(
                    Place(text: text, line: cell.line, column: cell.column),
                    .scalar(.init(text: Self.word(bytes, cell), quoted: false))))
        }
        while let last = values.last?.scalar, last.text.isEmpty { values.removeLast() }
        return values
    }

    private static func word(_ bytes: [UInt8], _ cell: Cell) -> String {
        var (start, end) = (cell.start, cell.end)
        if cell.quoted {
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            return text.contains("\"\"") ? text.replacing("\"\"", with: "\"") : text
        }
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private struct Scanner {
        let bytes: [UInt8]
        let text: Int
        var position = 0
        var line = 1
        /// Where the current line starts, to count columns from.
        var lineStart = 0
        var unclosed: Place?
        var afterQuote: Place?

        init(bytes: [UInt8], text: Int) {
            self.bytes = bytes
            self.text = text
        }

        /// The cells of the next row; nil at the end of the text or after a broken quote.
        mutating func row() -> [Cell]? {
            guard position < bytes.count, unclosed == nil, afterQuote == nil else { return nil }
            var row: [Cell] = []
            while true {
                row.append(cell())
                guard unclosed == nil, afterQuote == nil else { return nil }
                if position < bytes.count, bytes[position] == 0x2C {
                    position += 1
                    continue
                }
                newline()
                return row
            }
        }

        private mutating func cell() -> Cell {
            let (cellLine, column) = (line, self.column(position))
            guard position < bytes.count, bytes[position] == 0x22 else {
                let start = position
                while position < bytes.count, !Self.endsCell(bytes[position]) { position += 1 }
                return Cell(start: start, end: position, line: cellLine, column: column, quoted: false)
            }
            position += 1
            let start = position
            while position < bytes.count {
                if bytes[position] == 0x22 {
                    if position + 1 < bytes.count, bytes[position + 1] == 0x22 {
                        position += 2
                        continue
                    }
                    let end = position
                    position += 1
                    if position < bytes.count, !Self.endsCell(bytes[position]) {
                        afterQuote = Place(text: text, line: line, column: self.column(position))
                    }
                    return Cell(start: start, end: end, line: cellLine, column: column, quoted: true)
                }
                if bytes[position] == 0x0A { (line, lineStart) = (line + 1, position + 1) }
                position += 1
            }
            unclosed = Place(text: text, line: cellLine, column: column)
            return Cell(start: start, end: start, line: cellLine, column: column, quoted: true)
        }

        private static func endsCell(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x0A || byte == 0x0D }

        private mutating func newline() {
            guard position < bytes.count else { return }
            if bytes[position] == 0x0D { position += 1 }
            if position < bytes.count, bytes[position] == 0x0A { position += 1 }
            (line, lineStart) = (line + 1, position)
        }

        /// The column of a byte, in Unicode scalars from 1.
        private func column(_ at: Int) -> Int {
            var count = 1
            for index in lineStart..<at where bytes[index] & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }
}
