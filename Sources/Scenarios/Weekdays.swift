/// Days of the week as people write them: `fri`, `sun-thu`, `mon, wed`.
enum Weekdays {
    /// Monday = 0.
    static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The days of a text, in the order written; nil when it names none or is no such text. Ranges run around the week.
    static func days(_ text: some StringProtocol) -> [Int]? {
        var days: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
                names.firstIndex(of: String(end.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
            }
            guard ends.count == 1 || ends.count == 2, let first = ends[0] else { return nil }
            if ends.count == 1 {
                days.append(first)
                continue
            }
            guard let last = ends[1] else { return nil }
            var day = first
            while day != last {
                days.append(day)
                day = (day + 1) % 7
            }
            days.append(last)
        }
        return days.isEmpty ? nil : days
    }
}
