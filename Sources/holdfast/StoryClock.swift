/// Moments and spans as one contact's story tells them.
struct StoryClock {
    /// Midnight of the day on which the contact arrived, from that of the first.
    private let midnightSeconds: Double
    private let day: Int
    /// Whether hours are counted on past midnight: in a steady run, which has no days, and in a night after it.
    private let countsOn: Bool

    init(day: Int, midnightSeconds: Double, arrivedAtSeconds: Double) {
        self.day = day
        self.midnightSeconds = midnightSeconds
        countsOn = arrivedAtSeconds - midnightSeconds >= 86_400
    }

    /// `09:12:07.4`, or `09:12:07.4 on day 3` for what happens on a later day than the contact's own.
    func callAsFunction(_ seconds: Double) -> String {
        let since = seconds - midnightSeconds
        let days = Int(since / 86_400)
        guard days >= 1, !countsOn else { return Self.clock(since) }
        return "\(Self.clock(since - Double(days) * 86_400)) on day \(day + days)"
    }

    /// `09:12:07.4`
    static func clock(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(tenths / 36_000)):\(two(tenths / 600 % 60)):\(two(tenths / 10 % 60)).\(tenths % 10)"
    }

    /// `4 min 1 s`, `22.6 s`
    static func span(_ seconds: Double) -> String {
        if seconds < 60 {
            let tenths = Int((seconds * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
