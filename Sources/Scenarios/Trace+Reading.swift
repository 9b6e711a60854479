extension Reading {
    /// Recorded arrivals in seconds from midnight of the first day; nil after a fault.
    ///
    /// A cell is a number of seconds, a clock time of the first day (`07:12:33`), or a local date with a time
    /// (`2024-03-01 07:12:33`), whose first date is the first day. All cells of a column are of one kind.
    func trace(_ node: Written, _ calendar: OpeningCalendar?) -> [Double]? {
        guard let cells = column(node) else { return nil }
        guard let first = cells.first?.scalar else {
            expected("arrivals in the column", at: node["column"] ?? node)
            return nil
        }
        let form = TraceForm(first.text)
        if calendar == nil, form != .seconds, let first = cells.first {
            expected("seconds, since a horizon has no clock", at: first)
            return nil
        }
        var times: [Double] = []
        times.reserveCapacity(cells.count)
        var firstDay: Int?
        var opening = 0
        var faults = 0
        for cell in cells {
            guard let scalar = cell.scalar, let (day, seconds) = form.read(scalar.text) else {
                expected(form.expected, at: cell, cell.scalar.flatMap { TraceForm.mend($0.text) })
                faults += 1
                continue
            }
            if form == .dates, firstDay == nil { firstDay = day }
            let time = Double(day - (firstDay ?? 0)) * 86_400 + seconds
            if let last = times.last, time < last {
                expected("arrivals in order of time", at: cell)
                faults += 1
                continue
            }
            if let calendar {
                while opening < calendar.openings.count, time >= calendar.openings[opening].closes { opening += 1 }
                guard opening < calendar.openings.count, time >= calendar.openings[opening].opens else {
                    expected("an arrival while the centre is open", at: cell)
                    faults += 1
                    continue
                }
            }
            times.append(time)
        }
        return faults == 0 ? times : nil
    }
}

/// How the times of a trace are written.
enum TraceForm: Equatable {
    case seconds, clock, dates

    /// The form that a first cell has.
    init(_ text: String) {
        self =
            Decimal.value(text) != nil
            ? .seconds : text.contains("-") && text.contains(":") ? .dates : text.contains(":") ? .clock : .seconds
    }

    var expected: String {
        switch self {
        case .seconds: "seconds from midnight of the first day, zero or more"
        case .clock: "a clock time such as 07:12:33"
        case .dates: "a local date with a time, such as 2024-03-01 07:12:33"
        }
    }

    static func mend(_ text: String) -> String? {
        if text.hasSuffix("Z") || text.count > 19 && text.dropFirst(19).contains(where: { $0 == "+" || $0 == "-" }) {
            return "leave the time zone out: times are local"
        }
        return Decimal.mend(text)
    }

    /// The day number (of an era, for dates) and the seconds after its midnight.
    func read(_ text: String) -> (day: Int, seconds: Double)? {
        switch self {
        case .seconds: return Decimal.value(text).flatMap { $0 >= 0 ? (0, $0) : nil }
        case .clock: return Self.clockWithFraction(text[...]).map { (0, $0) }
        case .dates:
            guard let separator = text.firstIndex(where: { $0 == "T" || $0 == " " }),
                let day = Self.dayNumber(text[..<separator]),
                let seconds = Self.clockWithFraction(text[text.index(after: separator)...]), seconds < 86_400
            else { return nil }
            return (day, seconds)
        }
    }

    private static func clockWithFraction(_ text: Substring) -> Double? {
        guard let point = text.firstIndex(of: ".") else { return Measurement.clock(text) }
        let digits = text[text.index(after: point)...]
        guard text[..<point].split(separator: ":").count == 3, !digits.isEmpty,
            digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let whole = Measurement.clock(text[..<point]), let fraction = Double("0." + digits)
        else { return nil }
        return whole + fraction
    }

    /// Days of the Gregorian calendar, counted from the year 1; nil for dates that do not exist.
    private static func dayNumber(_ text: Substring) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }), let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
        else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400
        return before * 365 + leapDays + lengths[..<(month - 1)].reduce(0, +) + day
    }
}
