/// Finds the word that was probably meant.
package enum Suggestion {
    /// `did you mean "arrivals"?`, or nil when nothing known is near.
    ///
    /// - Complexity: O(words × length²), on words of at most 64 characters.
    static func sentence(for word: String, among known: [String]) -> String? {
        nearest(to: word, among: known).map { "did you mean \"\($0)\"?" }
    }

    /// The known word with the fewest edits, when it is near: one edit in three characters, two at least in five.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.map { $0 == "-" || $0 == " " ? "_" : $0 })
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        var best: (word: String, edits: Int)?
        for candidate in known where candidate != word {
            let other = Array(candidate.lowercased().unicodeScalars)
            let allowed = letters.count >= 5 ? max(2, letters.count / 3) : 1
            guard abs(other.count - letters.count) <= allowed, other.count <= 64 else { continue }
            let edits = distance(letters, other)
            if edits <= allowed, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.word
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (the restricted
    /// edit distance of Damerau, 1964).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
