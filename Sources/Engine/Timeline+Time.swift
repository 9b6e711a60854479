// Time that runs only while the centre is open.
extension Timeline {
    /// Promises due later than this are open at the end: neither kept nor broken.
    public var promiseHorizon: Double { contacts == nil ? openings.last?.closes ?? .infinity : .infinity }

    /// When somebody who thinks for so much open time comes: at closing time nobody does any more, but at the next opening.
    /// `.infinity` after the last closing time. O(openings).
    func openTime(after openSeconds: Double, from time: Double) -> Double {
        var left = openSeconds
        for opening in openings where opening.closes > time {
            let start = max(time, opening.opens)
            if left < opening.closes - start { return start + left }
            left -= opening.closes - start
        }
        return .infinity
    }

    /// When something is due after so much open time: at closing time at the latest, which counts as open. `.infinity` after
    /// the last closing time. O(openings).
    func dueTime(after openSeconds: Double, from time: Double) -> Double {
        var left = openSeconds
        for opening in openings where opening.closes > time {
            let start = max(time, opening.opens)
            if left <= opening.closes - start { return start + left }
            left -= opening.closes - start
        }
        return .infinity
    }

    /// When the clock next shows a time of day, given in seconds after midnight, at `now` or later; in open hours only when
    /// the centre is open then, and `.infinity` when it never is again.
    func next(_ timeOfDay: Double, from now: Double, inOpenHours: Bool) -> Double {
        var moment = ((now - timeOfDay) / 86_400).rounded(.up) * 86_400 + timeOfDay
        guard inOpenHours, let last = openings.last?.closes else { return moment }
        while moment <= last {
            if openings.contains(where: { $0.opens <= moment && moment <= $0.closes }) { return moment }
            moment += 86_400
        }
        return .infinity
    }

    /// When agents have had so many seconds for promises: open hours, and after the last closing time too where those on
    /// hold are served then. `.infinity` where there are not so many left. O(openings).
    func workTime(after seconds: Double, from time: Double) -> Double {
        let due = dueTime(after: seconds, from: time)
        guard due == .infinity, !hangsUpAtClose, lastCloses < .infinity else { return due }
        return max(time, lastCloses) + seconds - workSeconds(from: time, to: lastCloses)
    }

    /// Seconds that agents have for promises between two times: open ones, and those after the last closing time where
    /// those on hold are served then. O(openings).
    func workSeconds(from time: Double, to due: Double) -> Double {
        var seconds = 0.0
        for opening in openings where opening.closes > time && opening.opens < due {
            seconds += min(opening.closes, due) - max(opening.opens, time)
        }
        let afterwards = hangsUpAtClose ? 0 : max(0, due - max(time, lastCloses))
        return afterwards > 0 ? seconds + afterwards : seconds
    }

    /// The last closing time; `.infinity` for a centre that never closes.
    private var lastCloses: Double { openings.last?.closes ?? .infinity }
}
