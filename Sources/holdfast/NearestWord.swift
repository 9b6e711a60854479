/// The known word that a mistyped one was probably meant to be.
enum NearestWord {
    /// Nil when nothing known is near: more than one edit in three letters away.
    static func to(_ word: String, among known: [String]) -> String? {
        let near = known.map { (word: $0, edits: edits(Array(word.lowercased()), Array($0))) }
            .min { $0.edits < $1.edits }
        guard let near, near.edits <= max(1, word.count / 3) else { return nil }
        return near.word
    }

    /// Insertions, deletions, substitutions and swaps of neighbours between two words (Damerau, 1964).
    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count {
            for j in 0...b.count {
                if i == 0 || j == 0 {
                    table[i][j] = i + j
                    continue
                }
                let same = a[i - 1] == b[j - 1] ? 0 : 1
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + same)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
                }
            }
        }
        return table[a.count][b.count]
    }
}
